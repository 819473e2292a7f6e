import { Button, SegmentedControl } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop, IconSend } from '@tabler/icons-react';
import { type Dispatch, type Ref, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../../protocol/commands/exchanges.ts';
import type { Contract, Field, FieldProblem, Operation } from '../../../../protocol/models/contract.ts';
import { launchModeSchema } from '../../../../protocol/models/exchanges/exchange.ts';
import { useAction } from '../../../app/actions.tsx';
import { useNavigator } from '../../../app/navigation/NavigationProvider.tsx';
import type { Tab } from '../../../app/navigation/tabs.ts';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import { AbRunButton } from '../../ab-run/AbRunButton.tsx';
import { ClockAlert, useClockWarning } from '../../clocks/ClockAlert.tsx';
import { UnlockPrompt } from '../../vault/UnlockPrompt.tsx';
import { errorsOf } from '../form/fields.ts';
import { withLaunchMode } from '../form/fill.ts';
import { type FormAction, type FormState, filledForm } from '../form/form-state.ts';
import type { TryForm } from '../form/use-try-form.ts';
import { AnywayButton } from './AnywayButton.tsx';
import { decide } from './decide.ts';
import { OperationPicker } from './OperationPicker.tsx';
import classes from './RunBar.module.css';
import type { Run } from './use-run.ts';

/** What stands in the way of signing, with the way out. */
type BlockedProps = { tab: Tab; blocked: NonNullable<Preview['blocked']>; ref: Ref<HTMLElement> };

function Blocked({ tab, blocked, ref }: BlockedProps) {
  const { t } = useTranslation('try');
  const { dispatch } = useNavigator();
  if (blocked === 'incomplete') return null;
  return (
    <section ref={ref} className={classes.blocked}>
      <p className={classes.blockedText}>{blocked === 'vault-locked' ? t('run.locked') : t('run.noCredential')}</p>
      {blocked === 'vault-locked' ? (
        <UnlockPrompt />
      ) : (
        <Button variant="default" onClick={() => dispatch({ type: 'set-view', id: tab.id, view: 'setup' })}>
          {t('run.toSetup')}
        </Button>
      )}
    </section>
  );
}

type RunBarProps = {
  tab: Tab;
  contract: Contract;
  operation: Operation;
  form: FormState;
  change: Dispatch<FormAction>;
  preview: Preview | undefined;
  judge: TryForm['judge'];
  run: Run;
  onShowField: (field: Pick<Field, 'in' | 'name'>) => void;
};

/** Send as the form is now, which may be newer than the preview that is shown; what to ask about before, `null` for nothing. */
function useStart({ run, judge }: Pick<RunBarProps, 'run' | 'judge'>, onBlocked: () => void) {
  const [asked, setAsked] = useState<readonly FieldProblem[] | null>(null);
  const deciding = useRef(false);
  const { start, running, starting } = run;
  const go = useCallback(async () => {
    if (running || starting || deciding.current) return;
    deciding.current = true;
    const decision = decide(await judge().catch(() => null));
    deciding.current = false;
    if (decision.do === 'start') start(false);
    else if (decision.do === 'ask') setAsked(decision.errors);
    else onBlocked();
  }, [running, starting, judge, start, onBlocked]);
  const close = useCallback(() => setAsked(null), []);
  return { asked, go: useCallback(() => void go(), [go]), close };
}

function StartButton({
  operation,
  preview,
  judge,
  run,
  onShowField,
  onBlocked,
  held,
  onHeld,
}: Omit<RunBarProps, 'tab' | 'contract' | 'form' | 'change'> & {
  onBlocked: () => void;
  /** Something has to be agreed to first. */
  held: boolean;
  onHeld: () => void;
}) {
  const { t } = useTranslation('try');
  const { asked, go: goOn, close } = useStart({ run, judge }, onBlocked);
  const go = held ? onHeld : goOn;
  const launch = operation.kind !== 'request';
  const errors = asked ?? errorsOf(preview);
  const blocked = preview?.blocked === 'vault-locked' || preview?.blocked === 'no-credential';
  const { start, running, starting } = run;
  useAction('send', go);

  if (running)
    return (
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={14} aria-hidden />}
        onClick={run.cancel}
        title="Ctrl+."
      >
        {t('run.cancel')}
      </Button>
    );
  if (errors.length > 0)
    return (
      <AnywayButton
        launch={launch}
        errors={errors}
        opened={asked !== null}
        onOpen={go}
        onClose={close}
        disabled={blocked}
        loading={starting}
        onConfirm={() => start(true)}
        onShowField={onShowField}
      />
    );
  const Icon = launch ? IconPlayerPlay : IconSend;
  return (
    <Button
      leftSection={<Icon size={14} aria-hidden />}
      loading={starting}
      disabled={blocked}
      onClick={go}
      title="Ctrl+Enter"
    >
      {launch ? t('run.launch') : t('run.send')}
    </Button>
  );
}

/**
 * What has the focus goes when a run ends, for the buttons of runs take each other's place, and once the vault is open, with the
 * prompt: the button that starts a run gets it.
 */
function useFocusOnStart(start: RefObject<HTMLElement | null>, now: { isBusy: boolean; isLocked: boolean }): void {
  const before = useRef(now);
  const { isBusy, isLocked } = now;
  useEffect(() => {
    const hasEnded = before.current.isBusy && !isBusy;
    const isOpen = before.current.isLocked && !isLocked;
    before.current = { isBusy, isLocked };
    if (!(hasEnded || isOpen) || document.activeElement !== document.body) return;
    [...(start.current?.querySelectorAll('button') ?? [])].at(-1)?.focus();
  }, [start, isBusy, isLocked]);
}

/** Which operation, and the button that does it. */
export function RunBar({ tab, contract, operation, form, change, preview, judge, run, onShowField }: RunBarProps) {
  const { t } = useTranslation('try');
  const start = useRef<HTMLDivElement>(null);
  useFocusOnStart(start, {
    isBusy: run.busy,
    isLocked: preview?.blocked === 'vault-locked',
  });
  const obstacle = useRef<HTMLElement>(null);
  const isBlocked = preview?.blocked === 'vault-locked' || preview?.blocked === 'no-credential';
  const clock = useClockWarning(operation.signing.scheme === 'none' ? '' : (preview?.signed?.request.url ?? ''));
  const clockAlert = useRef<HTMLDivElement>(null);
  const goToClock = useCallback(
    () => clockAlert.current?.querySelector<HTMLElement>('button:last-of-type')?.focus(),
    [],
  );
  const [agreed, setAgreed] = useState(false);
  // Most hosts say that this machine's clock is wrong: what it signs is refused everywhere, so it asks once.
  const held = clock?.kind === 'machine' && !agreed;
  const goToObstacle = useCallback(() => obstacle.current?.querySelector<HTMLElement>('input, button')?.focus(), []);
  return (
    <>
      <div className={classes.bar}>
        <OperationPicker tab={tab} contract={contract} operation={operation} />
        <div ref={start} className={classes.start}>
          {operation.kind !== 'request' && (
            <SegmentedControl
              aria-label={t('run.mode')}
              data={launchModeSchema.options.map((value) => ({ value, label: t(`run.${value}`) }))}
              value={form.launchMode}
              onChange={(launchMode) => change({ type: 'replace', form: withLaunchMode(operation, form, launchMode) })}
            />
          )}
          {operation.kind !== 'request' && !run.running && (
            <AbRunButton filled={() => filledForm(tab.connectionId, operation, form)} disabled={isBlocked} />
          )}
          <StartButton
            operation={operation}
            preview={preview}
            judge={judge}
            run={run}
            onShowField={onShowField}
            onBlocked={goToObstacle}
            held={held}
            onHeld={goToClock}
          />
        </div>
      </div>
      {clock && (
        <div className={classes.error}>
          <ClockAlert ref={clockAlert} warning={clock} onOverride={held ? () => setAgreed(true) : null} />
        </div>
      )}
      {preview?.blocked && <Blocked ref={obstacle} tab={tab} blocked={preview.blocked} />}
      {run.error && (
        <div className={classes.error}>
          <ErrorAlert error={run.error} />
        </div>
      )}
    </>
  );
}
