import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdvantageCheck } from '../../../../protocol/models/advantage/launch.ts';
import classes from './Legs.module.css';

/** Rules and what was made of each: those that are not simply kept, the rest on request. */
export function Checks({ checks, label }: { checks: readonly AdvantageCheck[]; label: string }) {
  const { t } = useTranslation('advantage');
  const [all, setAll] = useState(false);
  const shown = all ? checks : checks.filter(({ status }) => status !== 'passed');
  const kept = checks.filter(({ status }) => status === 'passed').length;
  const broken = checks.filter(({ status }) => status === 'failed').length;
  return (
    <>
      <div className={classes.summary}>
        <span>
          {t('legs.kept', { count: kept })}
          {broken > 0 && <strong className={classes.bad}> · {t('legs.broken', { count: broken })}</strong>}
        </span>
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(!all)}>
          {all ? t('legs.hideKept') : t('legs.showKept')}
        </Button>
      </div>
      {shown.length > 0 && (
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
            {shown.map(({ id, status, title, seen, expected, source }) => (
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
      )}
    </>
  );
}
