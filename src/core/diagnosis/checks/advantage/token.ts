import type { TokenChecklist, TokenStep, TokenStepId } from '../../../../protocol/models/advantage/checklist.ts';
import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import { type TokenExpectations, validateIdToken } from '../../../lti/advantage/id-token/id-token.ts';
import { readTokenParts } from '../../../lti/advantage/id-token/token-parts.ts';
import { finding } from '../check.ts';

/** Most claims of one token that are told one by one. */
const mostClaims = 20;

/** A step as a finding, unless it passed or could not be judged; of a failed schema each claim is one. */
function stepFindings({ status, title, seen, expected, owner, source, check, faults }: TokenStep): CheckFinding[] {
  if (status !== 'failed' && status !== 'remarked') return [];
  const severity = status === 'failed' ? 'error' : 'warning';
  const relevant = faults.filter((one) => one.severity === severity);
  const negated = `Not so: ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
  if (relevant.length <= 1) {
    return [
      finding({ id: check, severity, title: status === 'failed' ? negated : title, seen, expected, owner, source }),
    ];
  }
  return relevant.slice(0, mostClaims).map((one) =>
    finding({
      id: check,
      severity: one.severity,
      title: `The claim ${one.path} is not as it should be.`,
      seen: one.seen,
      expected: one.expected,
      owner,
      source,
    }),
  );
}

/** OI-03 to OI-08 and OA-11: what the list of a tool's checks on an id_token found. */
export function tokenFindings({ steps }: Pick<TokenChecklist, 'steps'>): CheckFinding[] {
  return steps.flatMap(stepFindings);
}

/** What is known beside a token that was pasted or found in an archive. What is `null` is not judged. */
export type PastedTokenContext = Omit<TokenExpectations, 'now' | 'state'> & {
  state: string | null | 'unknown';
  now: number | null;
};

/** When it says it was made: without a time of our own, what it says about itself can still be judged. */
function ownTime(text: string): number {
  const parts = readTokenParts(text);
  if ('problem' in parts) return 0;
  const { iat, exp } = parts.token.claims;
  if (typeof iat === 'number' && Number.isFinite(iat)) return iat;
  return typeof exp === 'number' && Number.isFinite(exp) ? exp - 300 : 0;
}

/** OI-03 to OI-08 on an id_token by itself: what hangs on a login or a clock nobody knows is left out. */
export async function checkPastedToken(text: string, context: PastedTokenContext): Promise<CheckFinding[]> {
  const { now, state, ...expected } = context;
  const stated = state === 'unknown' ? null : state;
  const { steps } = await validateIdToken(text, { ...expected, state: stated, now: now ?? ownTime(text) });
  const unjudged = new Set<TokenStepId>(state === 'unknown' ? ['state'] : []);
  return tokenFindings({ steps: steps.filter(({ id }) => !unjudged.has(id)) });
}
