import { Button, Tooltip } from '@mantine/core';
import { IconAppWindow, IconPlayerPlay, IconPlayerStop, IconRotateClockwise } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Flow, FlowRun } from '../../../protocol/models/exchanges/flow.ts';
import classes from './Flow.module.css';
import { resumableStep } from './flow-state.ts';

type RunLineProps = {
  flow: Flow;
  run: FlowRun | undefined;
  /** Steps whose results are kept when it is run again. */
  kept: string[];
  /** Everything is filled in already. */
  ready: boolean;
  /** Why it cannot be started; empty when it can. */
  blocked: string;
  pending: boolean;
  onRun: () => void;
  onRunAgain: (stepIds: string[]) => void;
  onStop: () => void;
  /** `null` where there is no page to open. */
  onOpenPage: (() => void) | null;
};

function useResultText({ flow, run, ready }: Pick<RunLineProps, 'flow' | 'run' | 'ready'>): string {
  const { t } = useTranslation('flow');
  if (run === undefined) return t(ready ? 'result.none' : 'result.noneElse');
  const stoppedAt = resumableStep(run)?.stepId;
  const step = flow.steps.find(({ id }) => id === stoppedAt)?.title ?? '';
  return t(`result.${run.state}`, { step });
}

/** How the last run stands, in words, and what can be done next. */
export function RunLine(props: RunLineProps) {
  const { flow, run, kept, blocked, pending, onRun, onRunAgain, onStop, onOpenPage } = props;
  const { t } = useTranslation('flow');
  const result = useResultText(props);
  const text = run?.state === 'finished' && onOpenPage ? t('result.finishedPage') : result;
  const titles = flow.steps.filter(({ id }) => kept.includes(id)).map(({ title }) => title);
  const running = run?.state === 'running';
  return (
    <div className={classes.runLine} data-state={run?.state ?? 'none'}>
      <p role="status" aria-live="polite" aria-atomic>
        {blocked || text}
      </p>
      <div className={classes.runActions}>
        {onOpenPage && (
          <Button leftSection={<IconAppWindow size={15} aria-hidden />} onClick={onOpenPage}>
            {flow.page?.title}
          </Button>
        )}
        {running ? (
          <Button color="red" leftSection={<IconPlayerStop size={15} aria-hidden />} onClick={onStop}>
            {t('stop')}
          </Button>
        ) : (
          <>
            {kept.length > 0 && (
              <Tooltip label={t('againHelp', { steps: titles.join(', ') })} multiline maw={320}>
                <Button
                  variant="default"
                  disabled={blocked !== ''}
                  loading={pending}
                  leftSection={<IconRotateClockwise size={15} aria-hidden />}
                  onClick={() => onRunAgain(kept)}
                >
                  {t('again')}
                </Button>
              </Tooltip>
            )}
            <Button
              variant={onOpenPage ? 'default' : 'filled'}
              disabled={blocked !== ''}
              loading={pending}
              leftSection={<IconPlayerPlay size={15} aria-hidden />}
              onClick={onRun}
            >
              {run === undefined ? t('run') : t('runNew')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
