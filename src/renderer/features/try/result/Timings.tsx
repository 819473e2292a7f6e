import { useTranslation } from 'react-i18next';
import type { Hop } from '../../../../protocol/models/exchanges/exchange.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { formatDuration } from '../../../ui/format.ts';
import { KeyValueTable } from '../../../ui/KeyValueTable.tsx';
import { phasesOf } from './phases.ts';
import classes from './ResponsePane.module.css';

const tlsParts = ['protocol', 'cipher', 'subject', 'issuer', 'validFrom', 'validTo'] as const;

/** Where the time went, and under which certificate. */
export function Timings({ hop }: { hop: Hop }) {
  const { t } = useTranslation('try');
  const { timing, tls } = hop;
  const tlsRows = tlsParts.flatMap((part): Pairs => {
    const value = tls?.[part];
    return value ? [[t(`response.tlsParts.${part}`), value]] : [];
  });
  return (
    <>
      {timing ? (
        <dl className={classes.phases}>
          {phasesOf(timing).map((phase) => (
            <div key={phase.name} className={classes.phase}>
              <dt>{t(`response.phases.${phase.name}`)}</dt>
              <dd className={classes.track} aria-hidden>
                <span
                  className={classes.bar}
                  style={{ left: `${phase.start * 100}%`, width: `${phase.length * 100}%` }}
                />
              </dd>
              <dd>{formatDuration(phase.milliseconds)}</dd>
            </div>
          ))}
          <div className={classes.phase} data-phase="total">
            <dt>{t('response.phases.total')}</dt>
            <dd aria-hidden />
            <dd>{formatDuration(timing.total)}</dd>
          </div>
        </dl>
      ) : (
        <p>{t('response.noTimings')}</p>
      )}
      {hop.remoteAddress && (
        <KeyValueTable label={t('response.remoteAddress')} rows={[[t('response.remoteAddress'), hop.remoteAddress]]} />
      )}
      {tlsRows.length > 0 && (
        <>
          <h3 className={classes.heading}>{t('response.tls')}</h3>
          <KeyValueTable label={t('response.tls')} rows={tlsRows} />
        </>
      )}
    </>
  );
}
