import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckFinding } from '../../../protocol/models/diagnosis.ts';
import { callCommand } from '../../client/bridge.ts';
import classes from './ConfigurationChecks.module.css';

/** Long enough for typing to pause. */
const pause = 250;

type Props = {
  /** What is being typed; empty texts are not checked. */
  url?: string;
  consumerKey?: string;
  secret?: string;
  /** Checks that do not apply, or that the form shows in its own way. */
  leaveOut?: readonly string[];
};

/** What is checked goes out with a command and is not kept: it may be a secret. A check that fails says nothing. */
function useChecks({ url = '', consumerKey = '', secret = '' }: Props): readonly CheckFinding[] {
  const [checks, setChecks] = useState<readonly CheckFinding[]>([]);
  const [typed] = useDebouncedValue(`${url}\n${consumerKey}\n${secret}`, pause);
  const isSettled = typed === `${url}\n${consumerKey}\n${secret}`;
  useEffect(() => {
    if (!isSettled) return;
    let isCurrent = true;
    callCommand('diagnosis.configuration', {
      ...(url === '' ? {} : { url }),
      ...(consumerKey === '' ? {} : { consumerKey }),
      ...(secret === '' ? {} : { secret }),
    })
      .then((found) => isCurrent && setChecks(found))
      .catch(() => isCurrent && setChecks([]));
    return () => {
      isCurrent = false;
    };
  }, [url, consumerKey, secret, isSettled]);
  return checks;
}

/** What is likely to go wrong with what is being typed, before it is saved. */
export function ConfigurationChecks({ leaveOut = [], ...typed }: Props) {
  const { t } = useTranslation('doctor');
  const checks = useChecks(typed).filter(({ id }) => !leaveOut.includes(id));
  return (
    <div role="status" aria-label={t('configuration.label')}>
      {checks.length > 0 && (
        <ul className={classes.checks}>
          {checks.map(({ id, severity, title, seen, expected }) => (
            <li key={`${id} ${title} ${seen}`} data-severity={severity}>
              <strong>{t(`severity.${severity}`)}:</strong> {title} {seen} {expected}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
