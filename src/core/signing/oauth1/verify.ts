import type { OAuth1SignatureMethod, VerifyInput, VerifyOutput } from '../../../protocol/models/signing.ts';
import { equalInConstantTime } from '../compare.ts';
import { clockFinding, missingSignature, type SignatureFinding, signatureMismatch } from '../findings.ts';
import { httpMethod } from '../http-method.ts';
import { headerValues, type ReceivedBody, receivedBody } from '../received.ts';
import { parseRequestUrl } from '../request-url.ts';
import { requireEncodablePairs } from '../text.ts';
import { parseAuthorizationHeader } from './authorization-header.ts';
import { computeSignature, type NormalisedMessage, normaliseMessage } from './base-string.ts';
import { bodyHash } from './body-hash.ts';
import type { Parameter } from './parameters.ts';
import { digestFor, maskedKey, methodKind, secretsFor, signatureMethodNamed, verifyRsa } from './signature-methods.ts';

export type OAuth1VerifyInput = Extract<VerifyInput, { scheme: 'oauth1' }>;

/** A received message taken apart. */
export type Received = { message: NormalisedMessage; parameters: Parameter[]; body: ReceivedBody };

/** Takes a message apart as {@link verifyOAuth1} does. Throws `signing.*` or `input.invalid` for one that cannot be read. */
export function receive(input: OAuth1VerifyInput): Received {
  const method = httpMethod(input.method);
  const url = parseRequestUrl(input.url, { requireUtf8: false });
  const body = receivedBody(input);
  const fields = body.kind === 'form' ? body.fields : [];
  requireEncodablePairs(fields, 'fields');
  const header = headerValues(input.headers, 'authorization').flatMap(parseAuthorizationHeader);
  requireEncodablePairs(header, 'headers');
  const parameters: Parameter[] = [
    ...header.map(([name, value]) => ({ origin: 'header' as const, name, value })),
    ...fields.map(([name, value]) => ({ origin: 'body' as const, name, value })),
    ...url.query.map(([name, value]) => ({ origin: 'query' as const, name, value })),
  ];
  return { message: normaliseMessage(method, url.parsed, parameters), parameters, body };
}

type Computed = { baseString: string; expected: string; matches: boolean };

function isPrivateKey(pem: string): boolean {
  return /-----BEGIN (?:RSA )?PRIVATE KEY-----/.test(pem);
}

function compute(
  method: OAuth1SignatureMethod,
  message: NormalisedMessage,
  { credential }: OAuth1VerifyInput,
  signature: string | null,
): Computed {
  const chosen = methodKind(method);
  if (chosen.kind !== 'rsa') {
    const secrets = secretsFor(method, credential);
    const computed = computeSignature(message, secrets, digestFor(method, credential));
    const matches = signature !== null && equalInConstantTime(computed.signature, signature);
    const expected = chosen.kind === 'plaintext' ? maskedKey(method, credential) : computed.signature;
    return { baseString: computed.baseString, expected, matches };
  }
  const digest = isPrivateKey(credential.secret) ? digestFor(method, credential) : () => '';
  const computed = computeSignature(message, { consumer: '', token: '' }, digest);
  const matches = signature !== null && verifyRsa(chosen.hash, credential.secret, computed.baseString, signature);
  return { baseString: computed.baseString, expected: computed.signature, matches };
}

function unusableMethod(name: string | undefined): SignatureFinding {
  return {
    id: 'signature-method',
    cause: 'signature-method',
    title: name === undefined ? 'The message names no signature method' : 'The signature method is not supported',
    detail:
      name === undefined
        ? 'oauth_signature_method is missing, so a receiver cannot know how to check. HMAC-SHA1 was assumed for the comparison.'
        : `oauth_signature_method is "${name}". HMAC-SHA1 was assumed for the comparison.`,
    fix: 'Send oauth_signature_method=HMAC-SHA1, the one method all LTI 1.x tools take.',
  };
}

/** Faults of the message that make it invalid whatever its signature. */
function contentFindings(
  input: OAuth1VerifyInput,
  received: Received,
  method: OAuth1SignatureMethod,
): SignatureFinding[] {
  const findings: SignatureFinding[] = [];
  const value = (name: string) => received.parameters.find((parameter) => parameter.name === name)?.value;
  const hash = value('oauth_body_hash');
  if (hash !== undefined && received.body.kind === 'other' && hash !== bodyHash(method, received.body.text)) {
    findings.push({
      id: 'body-hash',
      cause: 'unknown',
      title: 'The body is not the one that was signed',
      detail: `oauth_body_hash is "${hash}", but the body received has the hash "${bodyHash(method, received.body.text) ?? ''}".`,
      fix: 'Hash the exact bytes that are sent, without a key, with the hash of the signature method.',
    });
  }
  const key = value('oauth_consumer_key');
  if (key !== undefined && input.credential.secret !== '' && key.trim() === input.credential.secret.trim()) {
    findings.push({
      id: 'consumer-key',
      cause: 'key-secret-swapped',
      title: 'The message carries the secret where the consumer key belongs',
      detail:
        'oauth_consumer_key holds the secret of this credential: key and secret were entered the wrong way round.',
      fix: 'Platform admin: enter the consumer key and the secret in the right fields. Replace the secret: it was sent in the clear.',
    });
  } else if (key !== input.credential.key) {
    findings.push({
      id: 'consumer-key',
      cause: 'other-credential',
      title: 'The message names another consumer key',
      detail:
        key === undefined
          ? 'oauth_consumer_key is missing, so a receiver cannot look up the secret.'
          : `oauth_consumer_key is "${key}", the credential's key is "${input.credential.key}".`,
      fix: 'Use the key and the secret of the same credential on both sides.',
    });
  }
  return findings;
}

/**
 * Checks a received OAuth 1.0 message (RFC 5849 §3.2): signs every parameter received, from header, form body and query, but
 * `oauth_signature` and `realm`, and compares in constant time. The verdict is about signature, body hash and consumer key;
 * with `now` (seconds) a stale time is listed as a finding and leaves the verdict alone.
 * `expectedSignature` is empty for RSA with a public key, and masked for PLAINTEXT, as `receivedSignature` is.
 */
export function verifyOAuth1(input: OAuth1VerifyInput): VerifyOutput {
  const received = receive(input);
  const value = (name: string) => received.parameters.find((parameter) => parameter.name === name)?.value;
  const methodName = value('oauth_signature_method');
  const known = methodName === undefined ? null : signatureMethodNamed(methodName);
  const method = known ?? 'HMAC-SHA1';
  const signature = value('oauth_signature') ?? null;
  const { baseString, expected, matches } = compute(method, received.message, input, signature);

  const faults = known === null ? [unusableMethod(methodName)] : contentFindings(input, received, method);
  if (signature === null) faults.unshift(missingSignature('oauth_signature'));
  else if (!matches && faults.length === 0) faults.push(signatureMismatch('key and secret'));
  const clock =
    input.now === undefined ? null : clockFinding('oauth_timestamp', value('oauth_timestamp'), input.now, 1);
  const isPlaintext = known === 'PLAINTEXT';
  return {
    verdict: matches && faults.length === 0 ? 'valid' : 'invalid',
    expectedSignature: expected,
    receivedSignature: isPlaintext && signature !== null ? maskedKey('PLAINTEXT', input.credential) : signature,
    baseString,
    findings: clock === null ? faults : [...faults, clock],
  };
}
