import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../protocol/problem.ts';
import { asProblem } from '../client/queries.ts';
import { problemText } from '../i18n/problem-text.ts';
import classes from './ProblemAlert.module.css';

type ProblemAlertProps = {
  problem: Problem;
  onRetry?: (() => void) | undefined;
  /** Further ways out, beside "Try again". */
  children?: ReactNode;
};

/** What went wrong, what to do, and the technical cause on request. */
export function ProblemAlert({ problem, onRetry, children }: ProblemAlertProps) {
  const { t } = useTranslation();
  const { title, fix } = problemText(problem);
  return (
    <Alert
      role="alert"
      className={classes.alert}
      variant="light"
      color="red"
      title={title}
      icon={<IconAlertTriangle aria-hidden />}
    >
      <p className={classes.fix}>{fix}</p>
      {problem.detail && (
        <details className={classes.detail}>
          <summary>{t('actions.details')}</summary>
          <code>
            {problem.code}: {problem.detail}
          </code>
        </details>
      )}
      {(onRetry || children) && (
        <Group gap="sm" mt="sm">
          {onRetry && (
            <Button size="compact-xs" variant="default" onClick={onRetry}>
              {t('actions.retry')}
            </Button>
          )}
          {children}
        </Group>
      )}
    </Alert>
  );
}

/** The same for anything thrown by a query or mutation. */
export function ErrorAlert({ error, onRetry, children }: Omit<ProblemAlertProps, 'problem'> & { error: unknown }) {
  return (
    <ProblemAlert problem={asProblem(error).problem} onRetry={onRetry}>
      {children}
    </ProblemAlert>
  );
}
