import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdvantageCheck } from '../../../../protocol/models/advantage/launch.ts';
import classes from './Legs.module.css';
import { RuleTable } from './RuleTable.tsx';

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
      {shown.length > 0 && <RuleTable checks={shown} label={label} />}
    </>
  );
}
