import { useTranslation } from 'react-i18next';
import type { AdvantageCheck } from '../../../../protocol/models/advantage/launch.ts';
import classes from './Legs.module.css';

/** Rules, what was seen of each and what was made of it, in the order given. */
export function RuleTable({ checks, label }: { checks: readonly AdvantageCheck[]; label: string }) {
  const { t } = useTranslation('advantage');
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('legs.rule')}</th>
          <th scope="col">{t('legs.seen')}</th>
          <th scope="col">{t('legs.expected')}</th>
          <th scope="col">{t('legs.source')}</th>
        </tr>
      </thead>
      <tbody>
        {checks.map(({ id, status, title, seen, expected, source }) => (
          <tr key={id}>
            <th scope="row">
              <span className={classes.status} data-status={status}>
                {t(`legs.status.${status}`)}
              </span>{' '}
              {title}
            </th>
            <td>{seen}</td>
            <td>{expected}</td>
            <td>{source}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
