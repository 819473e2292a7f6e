import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { CaptureList } from './CaptureList.tsx';
import { CaptureReport } from './CaptureReport.tsx';
import classes from './Catcher.module.css';
import { Controls } from './Controls.tsx';
import { Guide } from './Guide.tsx';

/** A local endpoint an LMS is pointed at: its addresses, what it caught, and one capture taken apart. */
export function CatchScreen() {
  const { t } = useTranslation('catcher');
  const { data: state, error, refetch } = useCommandQuery('catcher.state', {});
  const captures = useCommandQuery('catcher.captures', {}).data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  // Until one is chosen, the newest is shown: it is what somebody who has just launched looks for.
  const shown = captures.find(({ id }) => id === chosen) ?? captures[0] ?? null;
  const left = (
    <section className={classes.side} aria-label={t('region')}>
      {error && <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {state && <Controls state={state} />}
      <Guide />
      <CaptureList captures={captures} shown={shown?.id ?? null} onChoose={setChosen} />
    </section>
  );
  return (
    <SplitPane
      id="catcher"
      label={t('handle')}
      first={left}
      second={<CaptureReport summary={shown} />}
      firstSide={{ min: '330px', size: '420px', fixed: true }}
      secondMin="360px"
    />
  );
}
