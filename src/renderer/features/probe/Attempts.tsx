import { useTranslation } from 'react-i18next';
import type { ProbeAttempt } from '../../../protocol/models/exchanges/probe.ts';
import classes from './Probe.module.css';

/** Every launch of a probe, with what the tool made of it. */
export function Attempts({ attempts }: { attempts: readonly ProbeAttempt[] }) {
  const { t } = useTranslation('probe');
  return (
    <div className={classes.scroller}>
      <table className={classes.attempts} aria-label={t('attemptsTable')}>
        <thead>
          <tr>
            <th scope="col">{t('signed')}</th>
            <th scope="col">{t('answer')}</th>
            <th scope="col">{t('says')}</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map(({ role, signed, result, status, said }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a finished list, in the order the launches were made
            <tr key={index} data-result={result}>
              <th scope="row">{t(`role.${role}`, { signed })}</th>
              <td>
                {status !== null && <code>{status}</code>} {t(`result.${result}`)}
              </td>
              <td>{said}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
