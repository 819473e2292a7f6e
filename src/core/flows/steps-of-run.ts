import type { Flow, FlowRun, FlowStepRun, FlowValues } from '../../protocol/models/exchanges/flow.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { asBefore } from './runner.ts';

/** Steps that will be carried out for certain. */
export function unfinished(steps: readonly FlowStepRun[]): Set<string> {
  return new Set(
    steps.filter(({ state, source }) => state !== 'done' && source !== 'reused').map(({ stepId }) => stepId),
  );
}

/**
 * A step that is replaced by an entry of a list.
 *
 * @throws ProblemError `input.invalid` when the step cannot be, or the entry lacks an output.
 */
export function chosenStep(step: Flow['steps'][number], outputs: FlowValues): FlowStepRun {
  const missing = step.outputs.find((name) => outputs[name] === undefined || outputs[name] === null);
  if (step.choose === null || missing !== undefined) {
    throw new ProblemError('input.invalid', {
      field: `choices.${step.id}`,
      detail: step.choose === null ? 'this step cannot be replaced by a choice' : `the choice gives no ${missing}`,
    });
  }
  return { ...asBefore(step.id), state: 'done', source: 'chosen', outputs };
}

/** A step that was done, to be kept if what it made still exists. */
export function reusedStep(stepId: string, earlier: FlowRun | null): FlowStepRun {
  const before = earlier?.steps.find((step) => step.stepId === stepId);
  return before?.state === 'done' ? { ...before, state: 'waiting', source: 'reused', note: null } : asBefore(stepId);
}

/**
 * A step of a run that is gone on with. What is done is not repeated; after a restart of the app it is asked for first, as is always what was to be kept:
 * time has passed.
 */
export function goingOn(stepId: string, before: FlowStepRun | undefined, afterRestart: boolean): FlowStepRun {
  if (before?.state === 'done') return afterRestart ? { ...before, state: 'waiting', source: 'reused' } : before;
  if (before?.source === 'reused') return { ...before, state: 'waiting', failure: null };
  return { ...asBefore(stepId), note: before?.note ?? null };
}
