import type { Contract, FormValue } from '../../protocol/models/contract.ts';
import type { Exchange } from '../../protocol/models/exchange.ts';
import type { FlowRun, FlowStepRun, FlowValues } from '../../protocol/models/flow.ts';
import { problemOf } from '../exchanges/record.ts';
import type { Clock } from '../ports.ts';
import { type Expression, evaluate, type Scope } from './expression.ts';
import type { InputValues } from './inputs.ts';
import type { LoadedFlow } from './load.ts';
import type { LoadedStep } from './load-steps.ts';
import { stepForm } from './step-form.ts';
import { stepResult } from './step-result.ts';

export type RunnerPorts = {
  /** Starts a request and answers with its id as soon as it is on record. */
  send(operationId: string, values: readonly FormValue[]): Promise<string>;
  /** The exchange once it is over; `undefined` when it was deleted meanwhile. */
  ended(exchangeId: string): Promise<Exchange | undefined>;
  /** Stores the run and tells of it. */
  save(run: FlowRun): void;
  /** Why the run has to end early, asked after every step. */
  stopped(): 'cancelled' | 'interrupted' | null;
  clock: Clock;
};

/**
 * Carries out the steps of a run that are not done, one after the other, each as an exchange of its own. Ends with the first that fails; never rejects.
 */
export async function runSteps(
  loaded: LoadedFlow,
  contract: Contract,
  initial: FlowRun,
  inputs: InputValues,
  ports: RunnerPorts,
): Promise<FlowRun> {
  let run = initial;
  const change = (changes: Partial<FlowRun>): void => {
    run = { ...run, ...changes };
    ports.save(run);
  };
  const end = (state: FlowRun['state'], changes: Partial<FlowRun> = {}): FlowRun => {
    change({ ...changes, state, finishedAt: ports.clock.now() });
    return run;
  };

  for (const step of loaded.steps) {
    const at = run.steps.findIndex(({ stepId }) => stepId === step.step.id);
    const before = run.steps[at];
    if (before === undefined || before.state === 'done') continue;
    const update = (changes: Partial<FlowStepRun>): void => {
      const current = run.steps[at] ?? before;
      change({ steps: run.steps.with(at, { ...current, ...changes }) });
    };
    const stopped = ports.stopped();
    if (stopped !== null) return end(stopped);
    await carryOut(step, { loaded, contract, scope: scopeOf(run, inputs), update, ports });
    const state = run.steps[at]?.state;
    if (state !== 'done') return end(state === 'cancelled' || state === 'interrupted' ? state : 'failed');
  }
  return end('finished', { outputs: outputsOf(loaded.outputs, scopeOf(run, inputs)) });
}

type Surroundings = {
  loaded: LoadedFlow;
  contract: Contract;
  scope: Scope;
  update(changes: Partial<FlowStepRun>): void;
  ports: RunnerPorts;
};

async function carryOut(step: LoadedStep, { loaded, contract, scope, update, ports }: Surroundings): Promise<void> {
  const { operationId } = step.step;
  const operation = contract.operations.find(({ id }) => id === operationId);
  const { values, shown } = stepForm(step, loaded.flow.inputs, operation, scope);
  update({ ...asBefore(step.step.id), state: 'running', inputs: shown });
  try {
    const exchangeId = await ports.send(operationId, values);
    update({ exchangeId });
    const exchange = await ports.ended(exchangeId);
    const stopped = ports.stopped();
    if (stopped !== null && exchange?.state !== 'finished') {
      update({ state: stopped, headline: exchange?.headline ?? '' });
      return;
    }
    if (exchange === undefined) throw new Error('the exchange of a step was deleted while it was running');
    const result = stepResult(step, exchange, scope);
    update({
      state: stateOf(exchange, result.ok),
      status: exchange.status,
      verdict: exchange.verdict,
      headline: exchange.headline,
      ...(result.ok ? { outputs: result.outputs } : { failure: result.failure }),
    });
  } catch (error) {
    const problem = problemOf(error);
    update({ state: 'failed', failure: { kind: 'problem', detail: problem.detail ?? problem.code, problem } });
  }
}

/** An exchange that a person stopped stops the run, without blaming anyone. */
function stateOf(exchange: Exchange, ok: boolean): FlowStepRun['state'] {
  if (exchange.state === 'cancelled') return 'cancelled';
  return ok ? 'done' : 'failed';
}

/** A step nothing has happened to. */
export function asBefore(stepId: string): FlowStepRun {
  return {
    stepId,
    state: 'waiting',
    source: 'sent',
    inputs: [],
    outputs: {},
    exchangeId: null,
    status: null,
    verdict: null,
    headline: '',
    failure: null,
  };
}

function scopeOf(run: FlowRun, inputs: InputValues): Scope {
  const steps = new Map(run.steps.filter(({ state }) => state === 'done').map((step) => [step.stepId, step.outputs]));
  return { inputs, steps, response: null };
}

function outputsOf(expressions: ReadonlyMap<string, Expression>, scope: Scope): FlowValues {
  return Object.fromEntries(
    [...expressions].flatMap(([name, expression]): [string, FlowValues[string]][] => {
      const value = evaluate(expression, scope);
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[name, value]]
        : [];
    }),
  );
}
