import type { SignatureEvidence, VerifyInput } from '../../../protocol/models/signing.ts';
import type { SignatureFinding } from '../../signing/findings.ts';
import { percentEncode } from '../../signing/oauth1/percent-encoding.ts';
import { firstDifference, reproducedFindings, unknownFinding } from './findings.ts';
import type { Bench, Hypothesis } from './hypothesis.ts';
import { oauth1Case } from './oauth1/index.ts';
import { baseText } from './oauth1/reading.ts';
import type { NamedCredential } from './oauth1/words.ts';
import { proctorExamCase } from './proctorexam/index.ts';
import { proctorExamText } from './proctorexam/reading.ts';
import { runSearch, type SearchBudget } from './run.ts';
import { search } from './search.ts';

export type { SearchBudget } from './run.ts';
export type { SearchProgress } from './search.ts';
export type { NamedCredential };

export type ExplainOptions = SearchBudget & {
  /** Further OAuth 1.0 credentials to try, beside those in the input. Only the name of one is ever told. */
  others?: readonly NamedCredential[];
};

/** What the search found out. `findings` is one for each cause, or a single one with the cause `unknown`. */
export type SignatureExplanation = {
  outcome: 'reproduced' | 'unknown';
  findings: SignatureFinding[];
  tried: number;
  /** For `unknown`: whether everything was tried, or the budget ended first. */
  complete: boolean;
};

type Case<R, C extends string> = {
  base: R;
  bench: Bench<R>;
  hypotheses: Iterable<Hypothesis<R, C>>;
  partial?: boolean;
};

/** Hides a secret that the message itself carries, raw or as it stands in a base string. */
function hidden(text: string, secrets: readonly string[]): string {
  let result = text;
  for (const secret of secrets) {
    if (secret.length < 4) continue;
    const forms = [percentEncode(percentEncode(secret)), percentEncode(secret), secret];
    for (const form of forms) result = result.replaceAll(form, '••••');
  }
  return result;
}

async function explain<R, C extends string>(
  { base, bench, hypotheses, partial = false }: Case<R, C>,
  textOf: (reading: R) => string,
  secrets: readonly string[],
  credentialHint: string,
  budget: SearchBudget,
): Promise<SignatureExplanation | null> {
  if (bench.reproduces(base)) return null;
  const all = [...hypotheses];
  const { reproduction, tried, complete: ended } = await runSearch(search(base, all, bench), budget);
  const complete = ended && !partial;
  if (reproduction === null) {
    const causes = all.toSorted((a, b) => a.cost - b.cost).map(({ cause }) => cause);
    return { outcome: 'unknown', findings: [unknownFinding(tried, complete, causes, credentialHint)], tried, complete };
  }
  const expectedBaseString = hidden(textOf(base), secrets);
  const reproducedBaseString = hidden(textOf(reproduction.reading), secrets);
  const evidence: SignatureEvidence = {
    expectedBaseString,
    reproducedBaseString,
    firstDifference: firstDifference(expectedBaseString, reproducedBaseString),
  };
  return { outcome: 'reproduced', findings: reproducedFindings(reproduction, evidence), tried, complete: true };
}

/**
 * Finds the smallest change, of one or two known mistakes, that reproduces the signature of a received message with the given
 * credential, and says it in words. `null` for a message without a signature or whose signature is right.
 *
 * The search keeps to its budget and gives way to other work; it rejects with the reason of `signal` when that is aborted,
 * and with `signing.*` or `input.invalid` for a message that cannot be read. No text it answers with holds a secret.
 */
export async function explainSignature(
  input: VerifyInput,
  { others = [], ...budget }: ExplainOptions,
): Promise<SignatureExplanation | null> {
  if (input.scheme === 'proctorexam') {
    const found = proctorExamCase(input);
    const secrets = [input.credential.secretKey, input.credential.apiToken ?? ''];
    return found === null
      ? null
      : explain(found, proctorExamText, secrets, 'the secret key and the ids in the path', budget);
  }
  const candidates = [...(input.otherCredentials ?? []), ...others];
  const found = oauth1Case(input, candidates);
  const secrets = [
    input.credential.secret,
    input.credential.tokenSecret ?? '',
    ...candidates.map(({ secret }) => secret),
  ];
  return found === null ? null : explain(found, baseText, secrets, 'key and secret', budget);
}
