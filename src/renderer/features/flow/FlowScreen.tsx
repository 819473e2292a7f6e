import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandOutput } from '../../../protocol/commands/index.ts';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { Flow, FlowRun } from '../../../protocol/models/exchanges/flow.ts';
import { useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { useSecretCommand } from '../../client/secret-command.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import classes from './Flow.module.css';
import { FlowInputs } from './FlowInputs.tsx';
import { type Choosing, chosenOutputs, formInputs, keepable, resumableStep, usedInputs } from './flow-state.ts';
import { RunLine } from './RunLine.tsx';
import { StepCard } from './StepCard.tsx';
import { StepChoice } from './StepChoice.tsx';
import { useFlowCredential } from './use-flow-credential.tsx';

type FlowScreenProps = {
  connection: Connection;
  flow: Flow;
  prepared: CommandOutput<'flows.prepare'>;
  /** The newest run. */
  run: FlowRun | undefined;
  onPage: (exchangeId: string) => void;
};

/** One flow: its inputs, the last run in words, and its steps. */
export function FlowScreen({ connection, flow, prepared, run, onPage }: FlowScreenProps) {
  const { t } = useTranslation('flow');
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const values = { ...formInputs(flow, prepared.inputs, run), ...typed };
  const [choosing, setChoosing] = useState<Choosing>({});
  const [notKept, setNotKept] = useState<readonly string[]>([]);
  const credential = useFlowCredential(flow, connection, run);
  const vault = useCommandQuery('vault.status', {});
  const start = useSecretCommand('flows.start');
  const resume = useSecretCommand('flows.resume');
  const stop = useCommandMutation('flows.cancel');
  const openPage = useCommandMutation('flows.openPage');

  const choices = chosenOutputs(choosing);
  const inputs = usedInputs(flow, choosing);
  const stoppedAt = resumableStep(run);
  const hints = Object.fromEntries([
    ...prepared.supplied.map((name) => [name, t('supplied')]),
    ...(run?.sealedInputs ?? []).filter((name) => !prepared.supplied.includes(name)).map((name) => [name, t('sealed')]),
    ...[...credential.replaced].map((name) => [name, t('credential')]),
  ]);
  const ready = inputs.every(({ name, required }) => !required || values[name] || hints[name]);
  const locked = vault.data !== undefined && vault.data.state !== 'unlocked';
  const blocked = locked ? t('locked') : choices === null ? t('pickFirst') : '';
  const running = run?.state === 'running';
  const credentialId = credential.chosen;
  const canKeep = keepable(flow, run).filter((id) => !Object.hasOwn(choosing, id));
  const kept = canKeep.filter((id) => !notKept.includes(id));

  const begin = (stepIds: string[]) => {
    const reuse = run === undefined ? null : { runId: run.id, stepIds };
    const chosen = Object.fromEntries(Object.entries(choices ?? {}).filter(([step]) => !stepIds.includes(step)));
    void start.run({
      connectionId: connection.id,
      flowId: flow.id,
      inputs: values,
      choices: chosen,
      reuse,
      credentialId,
    });
  };
  const resumeRun = (id: string) => {
    const done = new Set(run?.steps.filter(({ state }) => state === 'done').map(({ stepId }) => stepId));
    const chosen = Object.fromEntries(Object.entries(choices ?? {}).filter(([step]) => !done.has(step)));
    void resume.run({ id, inputs: values, choices: chosen, credentialId });
  };
  const canOpen = flow.page !== null && run?.state === 'finished' && connection.environment === 'sandbox';

  return (
    <>
      <header className={classes.intro}>
        <h2>{flow.title}</h2>
        <p>{flow.description}</p>
      </header>
      <RunLine
        flow={flow}
        run={run}
        kept={kept}
        ready={ready}
        blocked={blocked}
        pending={start.pending || resume.pending}
        onRun={() => begin([])}
        onRunAgain={begin}
        onStop={() => run && stop.mutate({ id: run.id })}
        onOpenPage={
          canOpen && run
            ? () => openPage.mutate({ id: run.id }, { onSuccess: ({ exchangeId }) => onPage(exchangeId) })
            : null
        }
      />
      {[start.error, resume.error, stop.error, openPage.error].map(
        (error) => error && <ErrorAlert key={error.message} error={error} />,
      )}
      <FlowInputs
        title={flow.title}
        inputs={inputs}
        values={values}
        hints={hints}
        replaced={credential.replaced}
        ready={ready}
        credential={credential.picker}
        onChange={(name, value) => setTyped((before) => ({ ...before, [name]: value }))}
      />
      <ol className={classes.steps} aria-label={t('steps')}>
        {flow.steps.map((step, index) => (
          <StepCard
            key={step.id}
            number={index + 1}
            step={step}
            run={run?.steps.find(({ stepId }) => stepId === step.id)}
            connectionId={connection.id}
            kept={canKeep.includes(step.id) && !running ? kept.includes(step.id) : null}
            onKeep={(keep) =>
              setNotKept((before) => (keep ? before.filter((id) => id !== step.id) : [...before, step.id]))
            }
            onResume={stoppedAt?.stepId === step.id && run && blocked === '' ? () => resumeRun(run.id) : null}
          >
            {step.choose && (
              <StepChoice
                step={step}
                connectionId={connection.id}
                flowId={flow.id}
                chosen={choosing[step.id]}
                disabled={running || locked}
                onChoose={(choice) =>
                  setChoosing((before) => {
                    const { [step.id]: _, ...rest } = before;
                    return choice === undefined ? rest : { ...rest, [step.id]: choice };
                  })
                }
              />
            )}
          </StepCard>
        ))}
      </ol>
    </>
  );
}
