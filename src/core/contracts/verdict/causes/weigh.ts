import { type Cause, causeState, causeStates } from '../../../../protocol/models/exchanges/verdict.ts';
import type { DocumentedCause } from '../../extensions.ts';
import type { JudgedResponse, SentRequest } from '../response.ts';
import { causeRuleFunctions } from './rules.ts';

/**
 * The documented causes of a refusal with what the record says about each: confirmed first, then those the words of the answer
 * speak for (`fitting`), then the possible ones, at last what is ruled out. A cause nothing is known about stays possible.
 */
export function weighCauses(
  causes: readonly DocumentedCause[],
  fitting: readonly string[],
  { sent, answer }: { sent: SentRequest | null; answer: JudgedResponse },
): Cause[] {
  const weighed = causes.map(
    ({ text, evidence }): Cause => ({
      text,
      fits: fitting.includes(text),
      evidence: evidence === null || sent === null ? null : causeRuleFunctions[evidence]({ sent, answer }),
    }),
  );
  const rank = (cause: Cause) => causeStates.indexOf(causeState(cause));
  return weighed.toSorted((a, b) => rank(a) - rank(b));
}
