import type {
  Flow,
  FlowChoice,
  FlowInput,
  FlowRun,
  FlowStepRun,
  FlowValues,
} from '../../../protocol/models/exchanges/flow.ts';
import type { Credential } from '../../../protocol/models/vault/vault.ts';
import type { Outcome } from '../../ui/VerdictBadge.tsx';

/** What stands in the form: documented defaults and those of the sandbox, and over them what the last run was given. */
export function formInputs(
  flow: Flow,
  prepared: Readonly<Record<string, string>>,
  last: FlowRun | undefined,
): Record<string, string> {
  return Object.fromEntries(
    flow.inputs.map(({ name, secret }) => [name, secret ? '' : (last?.inputs[name] ?? prepared[name] ?? '')]),
  );
}

/** Steps of a run that are done and whose results are worth keeping. */
export function keepable(flow: Flow, run: FlowRun | undefined): string[] {
  return flow.steps
    .filter(({ id, keep }) => keep && run?.steps.some(({ stepId, state }) => stepId === id && state === 'done'))
    .map(({ id }) => id);
}

/** The step a stopped run goes on with; `null` when there is nothing to go on with. */
export function resumableStep(run: FlowRun | undefined): FlowStepRun | null {
  if (run === undefined || run.state === 'running' || run.state === 'finished') return null;
  return run.steps.find(({ state }) => state !== 'done') ?? null;
}

/** By step, `null` while nothing is chosen: steps that are not in it are carried out. */
export type Choosing = Readonly<Record<string, FlowChoice | null>>;

/** The chosen outputs by step; `null` while a step still waits for its choice. */
export function chosenOutputs(choosing: Choosing): Record<string, FlowValues> | null {
  const entries = Object.entries(choosing);
  if (entries.some(([, choice]) => choice === null)) return null;
  return Object.fromEntries(entries.flatMap(([step, choice]) => (choice === null ? [] : [[step, choice.outputs]])));
}

/** Inputs the steps that will be sent have a use for, in the order of the flow. */
export function usedInputs(flow: Flow, choosing: Choosing): FlowInput[] {
  return flow.inputs.filter(({ steps }) => steps.length === 0 || steps.some((step) => !Object.hasOwn(choosing, step)));
}

export type CredentialChoice = {
  id: string;
  name: string /** It may be sent to the system of the connection. */;
  allowed: boolean;
};

/** Credentials that can give inputs of the flow their values; none when no input takes one. */
export function credentialChoices(flow: Flow, credentials: readonly Credential[], baseUrl: string): CredentialChoice[] {
  if (flow.inputs.every(({ credential }) => credential === null)) return [];
  const { host } = new URL(baseUrl);
  return credentials
    .filter(({ kind }) => kind === 'oauth-consumer')
    .map(({ id, name, allowedHosts }) => ({ id, name, allowed: allowedHosts.includes(host) }));
}

export function stepOutcome({ state, status, verdict }: FlowStepRun): Outcome {
  switch (state) {
    case 'waiting':
      return 'none';
    case 'done':
      return 'conforms';
    case 'failed':
      if (verdict === 'conforms' && status !== null && status >= 400) return 'refused';
      return verdict === null || verdict === 'conforms' ? 'failed' : verdict;
    default:
      return state;
  }
}
