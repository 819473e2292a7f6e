import { Button, Checkbox } from '@mantine/core';
import { IconExternalLink, IconPlayerTrackNext } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowStep, FlowStepNote, FlowStepRun } from '../../../protocol/models/exchanges/flow.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { useNavigator } from '../../app/navigation/NavigationProvider.tsx';
import { problemText } from '../../i18n/problem-text.ts';
import { KeyValueTable } from '../../ui/KeyValueTable.tsx';
import { VerdictIcon } from '../../ui/VerdictBadge.tsx';
import classes from './Flow.module.css';
import { stepOutcome } from './flow-state.ts';

type StepCardProps = {
  number: number;
  step: FlowStep;
  run: FlowStepRun | undefined;
  connectionId: string;
  /** Whether what it made is kept when the flow is run again; `null` where that is not asked. */
  kept: boolean | null;
  onKeep: (keep: boolean) => void;
  /** Goes on with this step; `null` where the run does not stand here. */
  onResume: (() => void) | null;
  /** Ways to replace the step. */
  children?: ReactNode;
};

function Values({ title, rows }: { title: string; rows: Pairs }) {
  if (rows.length === 0) return null;
  return (
    <div className={classes.values}>
      <h4>{title}</h4>
      <KeyValueTable rows={rows} label={title} />
    </div>
  );
}

function verdictLine(run: FlowStepRun): string {
  const { failure, headline } = run;
  if (!failure) return headline;
  if (!failure.problem) return failure.detail;
  const { title, fix } = problemText(failure.problem);
  return `${title} ${fix}`;
}

function noteLine({ kind, outputs }: FlowStepNote, t: TFunction<'flow'>): string {
  const before = Object.entries(outputs).map(([name, value]) => `${name} ${value}`);
  return t(`note.${kind}`, { before: before.join(', ') });
}

/** One step: where it stands, what it sent, what came of it, and what it hands on. */
export function StepCard({ number, step, run, connectionId, kept, onKeep, onResume, children }: StepCardProps) {
  const { t } = useTranslation('flow');
  const { open } = useNavigator();
  const state = run?.state ?? 'waiting';
  const exchangeId = run?.exchangeId ?? null;
  const source = run?.state === 'done' ? t(`source.${run.source}`) : '';
  return (
    <li className={classes.step} data-state={state} aria-label={t('stepLabel', { number, title: step.title })}>
      <div className={classes.stepHead}>
        <VerdictIcon outcome={run ? stepOutcome(run) : 'none'} size={17} />
        <h3>
          {number}. {step.title}
        </h3>
        <span className={classes.stepState}>{source || t(`state.${run ? state : 'never'}`)}</span>
        {run?.status != null && <span className={classes.status}>{run.status}</span>}
      </div>
      {children}
      {run?.note && <p className={classes.remade}>{noteLine(run.note, t)}</p>}
      {run && (run.headline !== '' || run.failure) && (
        <p className={classes.verdict} data-failed={run.failure !== null || undefined}>
          {verdictLine(run)}
        </p>
      )}
      {run && (
        <div className={classes.tables}>
          <Values title={t('sent')} rows={run.inputs} />
          <Values
            title={t('returned')}
            rows={Object.entries(run.outputs).map(([name, value]) => [name, String(value)])}
          />
        </div>
      )}
      {(exchangeId !== null || onResume || kept !== null) && (
        <div className={classes.stepActions}>
          {kept !== null && (
            <Checkbox
              size="xs"
              label={t('keep')}
              checked={kept}
              onChange={(event) => onKeep(event.currentTarget.checked)}
            />
          )}
          {onResume && (
            <Button size="compact-sm" leftSection={<IconPlayerTrackNext size={14} aria-hidden />} onClick={onResume}>
              {t('resume')}
            </Button>
          )}
          {exchangeId !== null && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconExternalLink size={14} aria-hidden />}
              onClick={() => open({ connectionId, operationId: step.operationId, exchangeId, view: 'try' })}
            >
              {t('showExchange')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
