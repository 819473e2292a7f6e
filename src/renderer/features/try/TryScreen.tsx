import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { Contract, Field, Operation } from '../../../protocol/models/contract.ts';
import { launchSetupOf } from '../../../protocol/models/lti/launch-setup.ts';
import { useMaximised } from '../../app/maximised.tsx';
import type { Tab } from '../../app/navigation/tabs.ts';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { AdvantageForm } from '../advantage/form/AdvantageForm.tsx';
import { useMessage } from '../advantage/message/use-message.ts';
import { LaunchAs } from '../lms/LaunchAs.tsx';
import { Tour } from '../welcome/Tour.tsx';
import { errorsOf } from './form/fields.ts';
import { type FormState, fieldKey, formFromValues } from './form/form-state.ts';
import { OperationForm } from './form/OperationForm.tsx';
import { useTryForm } from './form/use-try-form.ts';
import { Result } from './result/Result.tsx';
import { RunBar } from './run/RunBar.tsx';
import { useRun } from './run/use-run.ts';
import classes from './Try.module.css';

/** A field the person is led to; a new `turn` leads there again. */
export type Attention = { key: string; turn: number };

type TryScreenProps = {
  tab: Tab;
  connection: Connection;
  contract: Contract;
  operation: Operation;
  initial: FormState;
};

export function TryScreen({ tab, connection, contract, operation, initial }: TryScreenProps) {
  const { t } = useTranslation('try');
  const { form, change, preview, previewError, judge } = useTryForm(connection.id, operation, initial);
  const run = useRun(tab, operation, form);
  const message = useMessage(connection.id, operation, form);
  const [attention, setAttention] = useState<Attention | null>(null);
  const { maximised, setMaximised } = useMaximised();
  const showField = useCallback(
    (field: Pick<Field, 'in' | 'name'>) => {
      setMaximised(false);
      setAttention((before) => ({ key: fieldKey(field), turn: (before?.turn ?? 0) + 1 }));
    },
    [setMaximised],
  );
  const restoreForm = () => {
    if (!run.exchange) return;
    const launchMode = run.exchange.launchMode ?? form.launchMode;
    const launchSetup = run.exchange.kind === 'launch' ? launchSetupOf(run.exchange) : form.launchSetup;
    change({
      type: 'replace',
      form: formFromValues(operation, run.exchange.form, { ...form, launchMode, launchSetup }),
    });
  };
  const bar = (
    <RunBar
      tab={tab}
      contract={contract}
      operation={operation}
      form={form}
      change={change}
      preview={preview}
      judge={judge}
      run={run}
      onShowField={showField}
    />
  );
  return (
    <>
      {connection.environment === 'sandbox' && !maximised && (
        <Tour current={run.exchange ? 2 : errorsOf(preview).length === 0 ? 1 : 0} />
      )}
      <SplitPane
        id="try"
        label={t('resize')}
        firstSide={{ min: '280px', size: '43%' }}
        secondMin="300px"
        first={
          maximised ? null : (
            <div className={classes.left}>
              {bar}
              <LaunchAs
                connection={connection}
                operation={operation}
                form={form}
                change={change}
                onShowField={showField}
              >
                {operation.kind === 'launch-1.3' ? (
                  <AdvantageForm
                    connection={connection}
                    operation={operation}
                    form={form}
                    dispatch={change}
                    message={message.data}
                  />
                ) : (
                  <OperationForm
                    operation={operation}
                    form={form}
                    change={change}
                    problems={preview?.problems ?? []}
                    attention={attention}
                  />
                )}
              </LaunchAs>
            </div>
          )
        }
        second={
          <>
            {maximised && bar}
            <Result
              operation={operation}
              form={form}
              preview={preview}
              previewError={previewError}
              message={message}
              run={run}
              onShowField={showField}
              onUseForm={restoreForm}
            />
          </>
        }
      />
    </>
  );
}
