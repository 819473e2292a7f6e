import type { ProbeAttempt, ProbeOutcome, ProbeRole } from '../../../protocol/models/exchanges/probe.ts';
import type { Problem } from '../../../protocol/problem.ts';
import { type Answer, resultOf, speaksOfSignatures } from './answer.ts';
import type { Trial } from './plan.ts';

/** Launches that are no trial: the right signature, a wrong one before and after, and the confirmation. */
export const launchesBesideTrials = 4;

/** What a launch is signed as. */
export type Signing = { kind: 'right' } | { kind: 'wrong' } | { kind: 'trial'; trial: Trial };

export type ProbeRun = {
  outcome: ProbeOutcome;
  attempts: ProbeAttempt[];
  /** The trial that was accepted, also where it was not confirmed. */
  accepted: Trial | null;
  problem: Problem | null;
};

/**
 * Launches until the tool accepts a signature: right, wrong, then trial after trial; the accepted one is confirmed, and a wrong one has to be
 * refused after it. Ends early with the first answer that settles it or is none.
 *
 * @param launch - makes one launch; answers once the tool has.
 * @param isCancelled - asked before each launch.
 */
export async function runProbe(
  trials: readonly Trial[],
  launch: (signing: Signing) => Promise<Answer>,
  isCancelled: () => boolean,
): Promise<ProbeRun> {
  const attempts: ProbeAttempt[] = [];
  let control: Answer | null = null;
  let problem: Problem | null = null;

  /** Makes a launch; `null` when that ended the probe. */
  const make = async (role: ProbeRole, signing: Signing): Promise<ProbeAttempt | null> => {
    if (isCancelled()) return null;
    const answer = await launch(signing);
    // What was cut off says nothing of the tool.
    if (isCancelled() && answer.kind === 'none') return null;
    const attempt = attemptOf(role, signing, answer, control);
    attempts.push(attempt);
    if (role === 'control') control = answer;
    if (answer.kind === 'none') problem = answer.problem;
    return attempt.result === 'busy' || attempt.result === 'failed' ? null : attempt;
  };
  const end = (outcome: ProbeOutcome, accepted: Trial | null = null): ProbeRun => ({
    outcome,
    attempts,
    accepted,
    problem,
  });
  const ended = (): ProbeRun => {
    const result = attempts.at(-1)?.result;
    return end(result === 'busy' || result === 'failed' ? result : 'cancelled');
  };

  const right = await make('control', { kind: 'right' });
  if (right === null) return ended();
  const wrong = await make('wrong', { kind: 'wrong' });
  if (wrong === null) return ended();
  if (wrong.result === 'accepted') return end('accepts-anything');
  if (right.result === 'accepted') return end('accepted-now');
  if (wrong.result === 'different' && !speaksOfSignatures(right)) return end('refuses-otherwise');

  for (const trial of trials) {
    const attempt = await make('hypothesis', { kind: 'trial', trial });
    if (attempt === null) return ended();
    if (attempt.result !== 'accepted') continue;
    const again = await make('confirmation', { kind: 'trial', trial });
    if (again === null) return ended();
    const last = await make('wrong', { kind: 'wrong' });
    if (last === null) return ended();
    if (last.result === 'accepted') return end('accepts-anything');
    return end(again.result === 'accepted' ? 'cause-found' : 'unsteady', trial);
  }
  return end('none-accepted');
}

function attemptOf(role: ProbeRole, signing: Signing, answer: Answer, control: Answer | null): ProbeAttempt {
  const told = {
    right: { cause: null, signed: 'right' },
    wrong: { cause: null, signed: 'with a key that nobody has' },
  };
  const { cause, signed } = signing.kind === 'trial' ? signing.trial : told[signing.kind];
  return {
    role,
    cause,
    signed,
    result: resultOf(answer, control),
    status: answer.kind === 'answered' ? answer.status : null,
    said: answer.kind === 'answered' ? answer.said : (answer.problem.detail ?? answer.problem.code),
    at: answer.at,
  };
}
