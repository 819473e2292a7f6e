import type { FindingOwner, SignatureEvidence } from '../../../protocol/models/signing.ts';
import type { SignatureFinding } from '../../signing/findings.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { Reproduction } from './search.ts';

/** The index of the first character in which two texts differ; `null` when they are the same. */
export function firstDifference(a: string, b: string): number | null {
  if (a === b) return null;
  let index = 0;
  while (index < a.length && a[index] === b[index]) index += 1;
  return index;
}

const ownerNames: Record<FindingOwner, string> = {
  'platform-admin': 'platform admin',
  'tool-vendor': 'tool vendor',
  network: 'network',
  browser: 'browser',
  'client-developer': 'developer of the client',
};

/** The owner in words. */
export function ownerName(owner: FindingOwner): string {
  return ownerNames[owner];
}

function differenceText({ expectedBaseString, firstDifference: index }: SignatureEvidence): string {
  if (index === null)
    return ' Both sides signed the same base string; the difference is in the key or in the signature itself.';
  return ` The two base strings first differ at character ${index + 1} of ${expectedBaseString.length}.`;
}

/** One finding for each hypothesis that reproduces a signature, each with the evidence for all of them together. */
export function reproducedFindings<R, C extends string>(
  { hypotheses, alternatives }: Reproduction<R, C>,
  evidence: SignatureEvidence,
): SignatureFinding[] {
  return hypotheses.map((hypothesis: Hypothesis<R, C>, index) => {
    const { title, detail, fix, side, owner } = hypothesis.words;
    const others = [...new Set((alternatives[index] ?? []).map(({ cause }) => cause))];
    const together =
      hypotheses.length > 1
        ? ` This and "${hypotheses[1 - index]?.words.title ?? ''}" together reproduce the signature.`
        : '';
    const ambiguous =
      others.length > 0 ? ` The same signature would come from: ${others.join(', ')}; this is the likelier.` : '';
    return {
      id: `signature-${hypothesis.cause}`.replace(/^signature-signature-/, 'signature-'),
      cause: hypothesis.cause,
      title,
      detail: `${detail}${together}${ambiguous}${differenceText(evidence)}`,
      fix,
      side,
      owner,
      evidence,
      ...(others.length > 0 ? { alternatives: others } : {}),
    };
  });
}

/** The finding when nothing reproduces the signature: says what was ruled out. */
export function unknownFinding(
  tried: number,
  complete: boolean,
  causes: readonly string[],
  credentialHint: string,
): SignatureFinding {
  const ruledOut = [...new Set(causes)];
  const extent = complete
    ? `None of ${tried} known mistakes and pairs of them reproduces it`
    : `The search ended after ${tried} known mistakes and pairs of them without reproducing it`;
  return {
    id: 'signature-mismatch',
    cause: 'unknown',
    title: 'The signature does not belong to this message and credential',
    detail: `Signing the received message with the given credential gives another signature. ${extent}. Ruled out: ${ruledOut.join(', ')}.`,
    fix: `Check ${credentialHint} first: a different secret is the usual reason when nothing else fits. Then compare the base string with the one the sender used; a value may have been changed on the way.`,
    ruledOut,
  };
}
