import type { Pairs } from '../../../protocol/models/pairs.ts';
import type { VerifyInput, VerifyOutput } from '../../../protocol/models/signing.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { equalInConstantTime } from '../compare.ts';
import { clockFinding, missingSignature, type SignatureFinding, signatureMismatch } from '../findings.ts';
import { httpMethod } from '../http-method.ts';
import { receivedBody } from '../received.ts';
import { parseRequestUrl } from '../request-url.ts';
import { isEncodable, requireEncodablePairs } from '../text.ts';
import { baseString, hmacHex, sortByName } from './base-string.ts';
import { parseJsonExactly, rubyText } from './ruby-text.ts';

export type ProctorExamVerifyInput = Extract<VerifyInput, { scheme: 'proctorexam' }>;

function refuseBody(detail: string): never {
  throw new ProblemError('signing.invalid-parameter', { field: 'body', params: { name: 'body' }, detail });
}

function jsonPairs(text: string): Pairs {
  let parsed: unknown;
  try {
    parsed = parseJsonExactly(text);
  } catch {
    return refuseBody('The body is neither JSON nor a form. Give it exactly as it was sent.');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return refuseBody('The body is JSON but not an object with one member per parameter.');
  }
  return Object.entries(parsed).map(([name, value]): Pairs[number] => {
    const signedValue = rubyText(value);
    return signedValue === null
      ? refuseBody(
          `How the server signs the value of "${name}" is not documented (objects, null inside an array, unusual numbers).`,
        )
      : [name, signedValue];
  });
}

/** The parameters as the server sees them: the body overrides the query, the path overrides both. */
export function receivedParameters(input: ProctorExamVerifyInput): Map<string, string> {
  const body = receivedBody(input);
  const bodyPairs =
    body.kind === 'form' ? body.fields : body.kind === 'other' && body.text !== '' ? jsonPairs(body.text) : [];
  const query = parseRequestUrl(input.url, { requireUtf8: false }).query;
  requireEncodablePairs(bodyPairs, 'body');
  requireEncodablePairs(input.pathParams, 'pathParams');
  return new Map([...query, ...bodyPairs, ...input.pathParams]);
}

/**
 * Checks a received ProctorExam call: rebuilds the string from query, body (JSON, form or fields) and path ids and compares the
 * signature in constant time. `now` is in seconds, the message's timestamp in milliseconds; a stale one is listed as a finding
 * and leaves the verdict alone, because ProctorExam publishes no tolerance.
 */
export function verifyProctorExam(input: ProctorExamVerifyInput): VerifyOutput {
  httpMethod(input.method);
  const { secretKey } = input.credential;
  if (!isEncodable(secretKey)) {
    throw new ProblemError('credential.unusable-value', {
      field: 'credential.secretKey',
      params: { name: 'secret key' },
      detail: 'It holds half of a surrogate pair, which UTF-8 cannot carry. Paste it again.',
    });
  }
  const received = receivedParameters(input);
  const receivedSignature = received.get('signature') ?? null;
  const timestamp = received.get('timestamp');
  received.delete('signature');

  const text = baseString(sortByName([...received].map(([name, signedValue]) => ({ name, signedValue }))));
  const expectedSignature = hmacHex(secretKey, text);
  const matches = receivedSignature !== null && equalInConstantTime(expectedSignature, receivedSignature);
  const findings: SignatureFinding[] = [];
  if (receivedSignature === null) findings.push(missingSignature('signature parameter'));
  else if (!matches) findings.push(signatureMismatch('the secret key and the ids in the path'));
  const clock = input.now === undefined ? null : clockFinding('timestamp', timestamp, input.now, 1000);
  if (clock !== null) findings.push(clock);
  return { verdict: matches ? 'valid' : 'invalid', expectedSignature, receivedSignature, baseString: text, findings };
}
