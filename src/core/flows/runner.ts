import type { Contract, FormValue } from '../../protocol/models/contract.ts';
import type { Exchange } from '../../protocol/models/exchanges/exchange.ts';
import type { FlowRun, FlowStepNote, FlowStepRun, FlowValues } from '../../protocol/models/exchanges/flow.ts';
import { problemOf } from '../exchanges/recording/record.ts';
import type { Clock } from '../ports.ts';
import { holds } from './arazzo/condition.ts';
import { type Expression, evaluate, type Scope, type StepResponse } from './arazzo/expression.ts';
import type { LoadedFlow } from './arazzo/load.ts';
import type { LoadedStep } from './arazzo/load-steps.ts';
import { type InputValues, requireInputs } from './inputs.ts';
import { stepForm } from './step-form.ts';
import { existence, stepResult } from './step-result.ts';

export type RunnerPorts = {
  /** Starts a request and answers with its id as soon as it is on record. */
  send(operationId: string, values: readonly FormValue[]): Promise<string>;
  /** The exchange once it is over; `undefined` when it was deleted meanwhile. */
  ended(exchangeId: string): Promise<Exchange | undefined>;
  /** The answer of an exchange, whole; `null` when there was none. */
  response(exchange: Exchange): Promise<StepResponse | null>;
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
    await reach(step, before, { loaded, contract, run, scope: scopeOf(run, inputs), update, ports });
    const state = run.steps[at]?.state;
    if (state !== 'done') return end(state === 'cancelled' || state === 'interrupted' ? state : 'failed');
  }
  return end('finished', { outputs: outputsOf(loaded.outputs, scopeOf(run, inputs)) });
}

type Surroundings = {
  loaded: LoadedFlow;
  contract: Contract;
  run: FlowRun;
  scope: Scope;
  update(changes: Partial<FlowStepRun>): void;
  ports: RunnerPorts;
};

/** Brings a step to its end, as every failure does too. */
async function reach(step: LoadedStep, before: FlowStepRun, around: Surroundings): Promise<void> {
  const { update } = around;
  try {
    const repeated = before.source === 'reused' ? await keep(step, before, around) : before.note;
    if (repeated === 'ended') return;
    await carryOut(step, repeated, around);
  } catch (error) {
    const problem = problemOf(error);
    update({ state: 'failed', failure: { kind: 'problem', detail: problem.detail ?? problem.code, problem } });
  }
}

/**
 * Keeps what an earlier run made if it still exists. Answers with why it has to be made anew, `ended` when the step is over: kept, stopped, or failed
 * because nobody could say.
 */
async function keep(step: LoadedStep, kept: FlowStepRun, around: Surroundings): Promise<FlowStepNote | 'ended'> {
  const { run, scope, update, ports, loaded, contract } = around;
  const { outputs, stepId } = kept;
  const isKept = (id: string): boolean => run.steps.find((one) => one.stepId === id)?.source === 'reused';
  if (![...step.needs].every(isKept)) return { kind: 'outdated', outputs };
  if (step.check !== null) {
    const { operationId, values: asked, criteria } = step.check;
    const operation = contract.operations.find(({ id }) => id === operationId);
    const own: Scope = { ...scope, steps: new Map(scope.steps).set(stepId, outputs) };
    update({ state: 'running', failure: null });
    const id = await ports.send(operationId, stepForm({ values: asked }, loaded.flow.inputs, operation, own).values);
    const exchange = await ports.ended(id);
    const stopped = ports.stopped();
    if (stopped !== null && exchange?.state !== 'finished') {
      update({ state: stopped });
      return 'ended';
    }
    if (exchange === undefined) throw new Error('the exchange of a check was deleted while it was running');
    if (exchange.status === 404 || exchange.status === 410) return { kind: 'gone', outputs };
    const response = exchange.problem === null ? await ports.response(exchange) : null;
    const result = existence(exchange, response);
    if (!result.ok) {
      update({ state: stateOf(exchange, false), failure: result.failure });
      return 'ended';
    }
    if (!criteria.every((condition) => holds(condition, { ...own, response }))) return { kind: 'gone', outputs };
  }
  update({ state: 'done' });
  return 'ended';
}

async function carryOut(step: LoadedStep, note: FlowStepNote | null, around: Surroundings): Promise<void> {
  const { loaded, contract, scope, update, ports } = around;
  const { operationId } = step.step;
  const { inputs } = loaded.flow;
  const operation = contract.operations.find(({ id }) => id === operationId);
  const { values, shown } = stepForm(step, inputs, operation, scope);
  update({ ...asBefore(step.step.id), state: 'running', inputs: shown, note });
  if (note !== null) requireInputs(inputs, scope.inputs, new Set([step.step.id]));
  const exchangeId = await ports.send(operationId, values);
  update({ exchangeId });
  const exchange = await ports.ended(exchangeId);
  const stopped = ports.stopped();
  if (stopped !== null && exchange?.state !== 'finished') {
    update({ state: stopped, headline: exchange?.headline ?? '' });
    return;
  }
  if (exchange === undefined) throw new Error('the exchange of a step was deleted while it was running');
  const response = exchange.problem === null ? await ports.response(exchange) : null;
  const result = stepResult(step, exchange, response, scope);
  update({
    state: stateOf(exchange, result.ok),
    status: exchange.status,
    verdict: exchange.verdict,
    headline: exchange.headline,
    ...(result.ok ? { outputs: result.outputs } : { failure: result.failure }),
  });
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
    note: null,
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
