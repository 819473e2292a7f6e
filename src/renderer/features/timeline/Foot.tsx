import { useTranslation } from 'react-i18next';
import { type ClockReport, type ClockWindow, phaseNames } from '../../../protocol/models/exchanges/timeline.ts';
import classes from './Timeline.module.css';

function Windows({ windows }: { windows: readonly ClockWindow[] }) {
  const { t } = useTranslation('timeline');
  const limit = (seconds: number | null) =>
    seconds === null ? t('clock.noLimit') : t('clock.seconds', { count: seconds });
  return (
    <table className={classes.table} aria-label={t('clock.windows')}>
      <thead>
        <tr>
          <th scope="col">{t('clock.peer')}</th>
          <th scope="col">{t('clock.past')}</th>
          <th scope="col">{t('clock.future')}</th>
          <th scope="col">{t('clock.accepts')}</th>
        </tr>
      </thead>
      <tbody>
        {windows.map(({ peer, past, future, accepts, source }) => (
          <tr key={peer} data-tone={accepts === false ? 'warn' : undefined}>
            <th scope="row" title={source}>
              {peer}
            </th>
            <td>{limit(past)}</td>
            <td>{limit(future)}</td>
            <td>{accepts === null ? t('clock.unknown') : accepts ? t('clock.yes') : t('clock.no')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the colours mean, and the clocks of all hosts against this one. */
export function Foot({ clock }: { clock: ClockReport }) {
  const { t } = useTranslation('timeline');
  return (
    <footer className={classes.foot}>
      <ul className={classes.legend} aria-label={t('phases.legend')}>
        {phaseNames.map((phase) => (
          <li key={phase}>
            <span className={classes.swatch} data-phase={phase} aria-hidden />
            {t(`phases.${phase}`)}
          </li>
        ))}
      </ul>
      <section aria-label={t('clock.title')}>
        <h3>{t('clock.title')}</h3>
        <p>{clock.summary}</p>
        <ul className={classes.hosts}>
          {clock.hosts.map(({ host, detail }) => (
            <li key={host}>{detail}</li>
          ))}
        </ul>
        {clock.windows.length > 0 && (
          <details>
            <summary>{t('clock.windows')}</summary>
            <Windows windows={clock.windows} />
          </details>
        )}
      </section>
    </footer>
  );
}
