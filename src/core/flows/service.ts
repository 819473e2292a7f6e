import type { CommandOutput, CommandPayload } from '../../protocol/commands/index.ts';
import type { AppEvent } from '../../protocol/events.ts';
import type { Connection } from '../../protocol/models/connection.ts';
import type { FormValue, Operation } from '../../protocol/models/contract.ts';
import type { Flow, FlowRun } from '../../protocol/models/exchanges/flow.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { ContractLibrary } from '../contracts/library.ts';
import type { LoadedContract } from '../contracts/load.ts';
import { firstForm } from '../exchanges/preparing/first-form.ts';
import type { BodyPages } from '../exchanges/recording/body-pages.ts';
import type { ExchangeService } from '../exchanges/service.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { Storage } from '../storage/open-storage.ts';
import type { Credentials } from '../vault/credentials/credentials.ts';
import { newId } from '../vault/new-id.ts';
import type { Vault } from '../vault/vault.ts';
import type { WorkspaceSandbox } from '../workspace/sandbox.ts';
import { flowsProblem, type LoadedFlow, parseFlows } from './arazzo/load.ts';
import { listChoices } from './choices.ts';
import { credentialInputs } from './credential-inputs.ts';
import { type InputValues, requireInputs, resolveInputs, sandboxInputs, separateSecrets } from './inputs.ts';
import { asBefore, type RunnerPorts, runSteps } from './runner.ts';
import { examPage, sandboxFacts } from './sandbox-facts.ts';
import { openSecrets, sealSecrets } from './sealed-inputs.ts';
import { responseOf } from './step-result.ts';
import { chosenStep, goingOn, reusedStep, unfinished } from './steps-of-run.ts';

export type FlowDependencies = {
  storage: Pick<Storage, 'connections' | 'exchanges' | 'flowRuns'>;
  vault: Vault;
  exchanges: ExchangeService;
  credentials: Pick<Credentials, 'open'>;
  bodyPages: Pick<BodyPages, 'read'>;
  contracts: ContractLibrary;
  sandbox: WorkspaceSandbox;
  clock: Clock;
  random: Random;
  log: Log;
  emit(event: AppEvent): void;
};

/** Runs flows: requests in order, values passing from one to the next. Inputs and answers are those of the `flows.…` commands. */
export type FlowService = {
  list(contractId: string): Promise<Flow[]>;
  prepare(input: CommandPayload<'flows.prepare'>): Promise<CommandOutput<'flows.prepare'>>;
  choices(input: CommandPayload<'flows.choices'>): Promise<CommandOutput<'flows.choices'>>;
  start(input: CommandPayload<'flows.start'>): Promise<{ id: string }>;
  resume(input: CommandPayload<'flows.resume'>): Promise<{ id: string }>;
  /** @throws ProblemError `not-found` when it is not running. */
  cancel(id: string): void;
  get(id: string): FlowRun;
  runs(connectionId: string, limit: number): FlowRun[];
  openPage(input: CommandPayload<'flows.openPage'>): Promise<{ exchangeId: string }>;
  /** Ends all runs so that they can be gone on with, and waits for that. */
  interruptAll(): Promise<void>;
};

type Opened = { connection: Connection; loaded: LoadedFlow; contract: LoadedContract };
type Control = { stop: 'cancelled' | 'interrupted' | null; exchangeId: string | null; over: Promise<unknown> };

const requestTimeoutMs = 30_000;

export function createFlowService(dependencies: FlowDependencies): FlowService {
  const { storage, vault, exchanges, credentials, bodyPages, contracts, sandbox, clock, random, log, emit } =
    dependencies;
  const running = new Map<string, Control>();
  const openedAt = clock.now();

  const flowsOf = async (contractId: string): Promise<{ contract: LoadedContract; flows: LoadedFlow[] }> => {
    const contract = await contracts.get(contractId);
    const text = await contracts.flowsText(contractId);
    if (text === undefined) return { contract, flows: [] };
    const parsed = parseFlows(text, contract.contract);
    if (!parsed.ok) throw flowsProblem(contractId, parsed.errors);
    return { contract, flows: parsed.flows };
  };

  const open = async (connectionId: string, flowId: string): Promise<Opened> => {
    const connection = storage.connections.get(connectionId);
    if (connection === undefined) throw notFound('connection', connectionId);
    const { contract, flows } = await flowsOf(connection.contractId);
    const loaded = flows.find(({ flow }) => flow.id === flowId);
    if (loaded === undefined) throw notFound('flow', flowId);
    return { connection, loaded, contract };
  };

  /** What was typed, and over it what comes from a credential of the vault. */
  const withCredential = ({ connection, loaded }: Opened, given: InputValues, credentialId: string | null) => {
    if (credentialId === null) return { typed: given, fromCredential: {} };
    const fromCredential = credentialInputs(loaded.flow.inputs, credentials.open(credentialId), connection);
    return { typed: { ...given, ...fromCredential }, fromCredential };
  };

  const get = (id: string): FlowRun => {
    const run = storage.flowRuns.get(id);
    if (run === undefined) throw notFound('flow run', id);
    return run;
  };

  const suppliedFor = async ({ connection, loaded }: Opened): Promise<ReadonlyMap<string, string>> => {
    const facts = await sandboxFacts(sandbox, connection);
    return facts === null ? new Map() : sandboxInputs(loaded.sandboxValues, facts.texts);
  };

  const tell = (run: FlowRun): void =>
    emit({ type: 'flow.changed', id: run.id, connectionId: run.connectionId, state: run.state });

  /** Goes on with a stored run, in the background. */
  const go = (run: FlowRun, { connection, loaded, contract }: Opened, inputs: InputValues): void => {
    const control: Control = { stop: null, exchangeId: null, over: Promise.resolve() };
    const ports: RunnerPorts = {
      send: async (operationId, values) => {
        const operation = contract.operations.get(operationId)?.operation;
        const fixed = operation === undefined ? [] : fixedHeaders(connection, operation);
        const form = { connectionId: connection.id, operationId, values: [...fixed, ...values] };
        const { id } = await exchanges.send(form, { anyway: false, timeoutMs: requestTimeoutMs });
        control.exchangeId = id;
        if (control.stop !== null) exchanges.cancel(id);
        return id;
      },
      ended: async (id) => {
        await exchanges.ended(id);
        control.exchangeId = null;
        return storage.exchanges.get(id);
      },
      response: (exchange) => responseOf(exchange, bodyPages),
      save: (changed) => {
        storage.flowRuns.update(changed);
        if (changed.state !== 'running') running.delete(changed.id);
        tell(changed);
      },
      stopped: () => control.stop,
      clock,
    };
    running.set(run.id, control);
    tell(run);
    control.over = runSteps(loaded, contract.contract, run, inputs, ports).catch((error) => {
      running.delete(run.id);
      log.error('a flow ended unexpectedly', error);
    });
  };

  const stop = (id: string, why: 'cancelled' | 'interrupted'): boolean => {
    const control = running.get(id);
    if (control === undefined) return false;
    control.stop = why;
    if (control.exchangeId !== null) exchanges.cancel(control.exchangeId);
    return true;
  };

  return {
    list: async (contractId) => (await flowsOf(contractId)).flows.map(({ flow }) => flow),
    prepare: async ({ connectionId, flowId }) => {
      const opened = await open(connectionId, flowId);
      const supplied = await suppliedFor(opened);
      const { inputs } = opened.loaded.flow;
      const { open: values, secret } = separateSecrets(inputs, resolveInputs(inputs, {}, supplied));
      return { inputs: values, supplied: Object.keys(secret) };
    },
    choices: async ({ connectionId, flowId, stepId }) => {
      const opened = await open(connectionId, flowId);
      const step = opened.loaded.steps.find((one) => one.step.id === stepId);
      if (step?.choose == null) throw notFound('choice of step', stepId);
      return listChoices(step.choose, opened.connection, opened.contract.contract, { exchanges, bodyPages, storage });
    },
    start: async ({ connectionId, flowId, inputs: given, choices, reuse, credentialId }) => {
      const opened = await open(connectionId, flowId);
      const { flow } = opened.loaded;
      const earlier = reuse === null ? null : get(reuse.runId);
      const kept = earlier === null ? {} : openSecrets(vault, storage.flowRuns, earlier);
      const { typed, fromCredential } = withCredential(opened, replacing(given, kept), credentialId);
      const inputs = resolveInputs(flow.inputs, typed, await suppliedFor(opened));
      const steps = flow.steps.map((step) => {
        const chosen = choices[step.id];
        if (chosen !== undefined) return chosenStep(step, chosen);
        return reuse?.stepIds.includes(step.id) ? reusedStep(step.id, earlier) : asBefore(step.id);
      });
      requireInputs(flow.inputs, inputs, unfinished(steps));
      const { open: values, secret } = keptInputs(opened.loaded.flow, inputs, fromCredential);
      const run: FlowRun = {
        id: newId(random),
        connectionId,
        contractId: opened.connection.contractId,
        flowId,
        startedAt: clock.now(),
        finishedAt: null,
        state: 'running',
        inputs: values,
        sealedInputs: Object.keys(secret),
        credentialId,
        steps,
        outputs: {},
      };
      storage.flowRuns.insert(run, sealSecrets(vault, run.id, secret));
      go(run, opened, inputs);
      return { id: run.id };
    },
    resume: async ({ id, inputs: given, choices, credentialId: chosenCredential }) => {
      const stored = get(id);
      if (stored.state === 'running' || stored.state === 'finished') throw new ProblemError('flow.not-stopped');
      const opened = await open(stored.connectionId, stored.flowId);
      const { flow } = opened.loaded;
      const kept = openSecrets(vault, storage.flowRuns, stored);
      const credentialId = chosenCredential === undefined ? stored.credentialId : chosenCredential;
      const merged = { ...stored.inputs, ...replacing(given, kept) };
      const { typed, fromCredential } = withCredential(opened, merged, credentialId);
      const inputs = resolveInputs(flow.inputs, typed, await suppliedFor(opened));
      const steps = flow.steps.map((step) => {
        const before = stored.steps.find(({ stepId }) => stepId === step.id);
        const chosen = choices[step.id];
        if (chosen !== undefined) return chosenStep(step, chosen);
        return goingOn(step.id, before, (stored.finishedAt ?? stored.startedAt) < openedAt);
      });
      requireInputs(flow.inputs, inputs, unfinished(steps));
      const { open: values, secret } = keptInputs(flow, inputs, fromCredential);
      const run: FlowRun = {
        ...stored,
        state: 'running',
        finishedAt: null,
        inputs: values,
        sealedInputs: Object.keys(secret),
        credentialId,
        steps,
      };
      storage.flowRuns.seal(id, sealSecrets(vault, id, secret));
      storage.flowRuns.update(run);
      go(run, opened, inputs);
      return { id };
    },
    cancel: (id) => {
      if (!stop(id, 'cancelled')) throw notFound('running flow', id);
    },
    get,
    runs: (connectionId, limit) => storage.flowRuns.list(connectionId, limit),
    openPage: async ({ id, mode }) => {
      const run = get(id);
      const { connection, loaded } = await open(run.connectionId, run.flowId);
      const facts = await sandboxFacts(sandbox, connection);
      const url = facts === null || loaded.page === null ? null : examPage(facts, run.outputs[loaded.page.outputName]);
      if (url === null) throw new ProblemError('flow.page-unavailable');
      const title = loaded.flow.page?.title ?? loaded.flow.title;
      const opened = await exchanges.browse({ connection, pageId: 'examPage', title, url, mode });
      return { exchangeId: opened.id };
    },
    interruptAll: async () => {
      const controls = [...running.entries()];
      for (const [id] of controls) stop(id, 'interrupted');
      await Promise.all(controls.map(([, control]) => control.over));
    },
  };
}

/** Headers the contract gives a value, such as the `Accept` that holds a version. */
function fixedHeaders(connection: Connection, operation: Operation): FormValue[] {
  return firstForm(connection, operation).values.filter((value) => value.in === 'header');
}

/** A secret that is left empty is the one that is kept: a form cannot show it. */
function replacing(given: InputValues, kept: InputValues): Record<string, string> {
  const meant = Object.entries(given).filter(([name, value]) => value !== '' || !Object.hasOwn(kept, name));
  return { ...kept, ...Object.fromEntries(meant) };
}

/** The inputs as they are stored: a secret of a credential stays in the vault alone. */
function keptInputs(flow: Flow, inputs: InputValues, fromCredential: InputValues): ReturnType<typeof separateSecrets> {
  const { open, secret } = separateSecrets(flow.inputs, inputs);
  return {
    open,
    secret: Object.fromEntries(Object.entries(secret).filter(([name]) => !Object.hasOwn(fromCredential, name))),
  };
}

function notFound(what: string, id: string): ProblemError {
  return new ProblemError('not-found', { params: { what, id } });
}
