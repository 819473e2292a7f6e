import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop, IconSend } from '@tabler/icons-react';
import { type Dispatch, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../../protocol/commands/exchanges.ts';
import type { Contract, Field, Operation } from '../../../../protocol/models/contract.ts';
import { launchModeSchema } from '../../../../protocol/models/exchange.ts';
import { useAction } from '../../../app/actions.tsx';
import { useNavigator } from '../../../app/navigation/NavigationProvider.tsx';
import type { Tab } from '../../../app/navigation/tabs.ts';
import { Method } from '../../../ui/Method.tsx';
import { ErrorAlert } from '../../../ui/ProblemAlert.tsx';
import { UnlockPrompt } from '../../vault/UnlockPrompt.tsx';
import { errorsOf } from '../form/fields.ts';
import { withLaunchMode } from '../form/fill.ts';
import type { FormAction, FormState } from '../form/form-state.ts';
import { AnywayButton } from './AnywayButton.tsx';
import classes from './RunBar.module.css';
import type { Run } from './use-run.ts';

function OperationPicker({ tab, contract, operation }: { tab: Tab; contract: Contract; operation: Operation }) {
  const { t } = useTranslation('try');
  const { dispatch } = useNavigator();
  return (
    <Select
      flex="1 1 160px"
      aria-label={t('operation')}
      data={contract.operations.map((one) => ({ value: one.id, label: one.title }))}
      value={operation.id}
      onChange={(operationId) => operationId && dispatch({ type: 'set-operation', id: tab.id, operationId })}
      leftSection={<Method method={operation.method} launch={operation.kind === 'launch'} />}
      leftSectionWidth={46}
      searchable
      maxDropdownHeight={360}
    />
  );
}

/** What stands in the way of signing, with the way out. */
function Blocked({ tab, blocked }: { tab: Tab; blocked: NonNullable<Preview['blocked']> }) {
  const { t } = useTranslation('try');
  const { dispatch } = useNavigator();
  if (blocked === 'incomplete') return null;
  return (
    <section className={classes.blocked}>
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
  run: Run;
  onShowField: (field: Pick<Field, 'in' | 'name'>) => void;
};

function StartButton({
  operation,
  preview,
  run,
  onShowField,
}: Omit<RunBarProps, 'tab' | 'contract' | 'form' | 'change'>) {
  const { t } = useTranslation('try');
  const [asking, setAsking] = useState(false);
  const launch = operation.kind === 'launch';
  const errors = errorsOf(preview);
  const blocked = preview?.blocked === 'vault-locked' || preview?.blocked === 'no-credential';
  const { start, running, starting } = run;
  const go = useCallback(() => {
    if (running || starting || blocked) return;
    if (errors.length > 0) setAsking(true);
    else start(false);
  }, [running, starting, blocked, errors.length, start]);
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
        opened={asking}
        onChange={setAsking}
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

/** Which operation, and the button that does it. */
export function RunBar({ tab, contract, operation, form, change, preview, run, onShowField }: RunBarProps) {
  const { t } = useTranslation('try');
  return (
    <>
      <div className={classes.bar}>
        <OperationPicker tab={tab} contract={contract} operation={operation} />
        <div className={classes.start}>
          {operation.kind === 'launch' && (
            <SegmentedControl
              aria-label={t('run.mode')}
              data={launchModeSchema.options.map((value) => ({ value, label: t(`run.${value}`) }))}
              value={form.launchMode}
              onChange={(launchMode) => change({ type: 'replace', form: withLaunchMode(operation, form, launchMode) })}
            />
          )}
          <StartButton operation={operation} preview={preview} run={run} onShowField={onShowField} />
        </div>
      </div>
      {preview?.blocked && <Blocked tab={tab} blocked={preview.blocked} />}
      {run.error && (
        <div className={classes.error}>
          <ErrorAlert error={run.error} />
        </div>
      )}
    </>
  );
}
