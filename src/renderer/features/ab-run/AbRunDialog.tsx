import { Button, Group, Modal, Stack } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AbPair, AbResult } from '../../../protocol/models/exchanges/ab-run.ts';
import { useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ErrorAlert, ProblemAlert } from '../../ui/ProblemAlert.tsx';
import classes from './AbRun.module.css';
import { Columns } from './Columns.tsx';
import { toldFindings } from './columns.ts';

/** An A/B run as far as it is: what follows from it, and the three ways side by side. */
export function AbRunDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('ab-run');
  const { t: common } = useTranslation();
  const { data, error } = useCommandQuery('diagnosis.abResult', { id });
  return (
    <Modal
      opened
      onClose={onClose}
      size="min(1200px, 96vw)"
      title={t('title')}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      {error && <ErrorAlert error={error} />}
      {data && <Result result={data} onClose={onClose} />}
    </Modal>
  );
}

function Result({ result, onClose }: { result: AbResult; onClose: () => void }) {
  const { t } = useTranslation('ab-run');
  const { run, verdict, conclusion, pairs, notEmulated, text } = result;
  const fails = result.columns.some(({ end }) => end?.isWell === false);
  return (
    <Stack gap="md">
      <section className={classes.conclusion} data-verdict={verdict} data-fails={fails} aria-label={t('conclusion')}>
        <p role="status">{conclusion}</p>
        <Group gap="xs" wrap="nowrap">
          {run.state === 'running' && <StopButton id={run.id} />}
          <CopyButton text={text} label={t('copy')} />
        </Group>
      </section>
      {run.problem && <ProblemAlert problem={run.problem} />}
      <Columns result={result} onClose={onClose} />
      <Findings pairs={pairs} />
      <details className={classes.limits}>
        <summary>{t('notEmulated')}</summary>
        <p>{notEmulated}</p>
      </details>
    </Stack>
  );
}

function StopButton({ id }: { id: string }) {
  const { t } = useTranslation('ab-run');
  const { mutate, isPending } = useCommandMutation('diagnosis.abCancel');
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconPlayerStop size={13} aria-hidden />}
      loading={isPending}
      onClick={() => mutate({ id })}
    >
      {t('cancel')}
    </Button>
  );
}

function Findings({ pairs }: { pairs: readonly AbPair[] }) {
  const { t } = useTranslation('ab-run');
  const found = toldFindings(pairs);
  if (found.length === 0) return null;
  return (
    <section className={classes.findings} aria-label={t('whoChanges')}>
      <h3>{t('whoChanges')}</h3>
      <ul>
        {found.map(({ key, finding }) => (
          <li key={key} data-severity={finding.severity}>
            <div>
              <strong>{finding.title}</strong>
              <p>{finding.expected}</p>
            </div>
            <CopyButton text={finding.ticket} label={t('copyTicket')} />
          </li>
        ))}
      </ul>
    </section>
  );
}
