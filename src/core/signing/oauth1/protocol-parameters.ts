import type { Pairs } from '../../../protocol/models/pairs.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Clock, Random } from '../../ports.ts';
import { requireEncodable } from '../text.ts';
import { bodyHash } from './body-hash.ts';
import type { OAuth1SignInput } from './sign.ts';

/** Protocol parameters travel together, in one place (RFC 5849 §3.5), so they are told from the operation's own by name. */
export function isProtocolParameter(name: string): boolean {
  return name.startsWith('oauth_');
}

/** Throws `signing.invalid-parameter` when a signature is among what is to be signed. */
export function refuseGivenSignature(pairs: Pairs, field: string): void {
  const index = pairs.findIndex(([name]) => name === 'oauth_signature');
  if (index === -1) return;
  throw new ProblemError('signing.invalid-parameter', {
    field: field === 'params' ? `params.${index}` : field,
    params: { name: 'oauth_signature' },
    detail:
      'oauth_signature is what signing produces, and a message carries only one. Remove it; to check a signature, verify the message.',
  });
}

/** Sixteen random bytes as hex: unique without keeping a list (RFC 5849 §3.3). */
function randomNonce(random: Random): string {
  return Buffer.from(random.bytes(16)).toString('hex');
}

/**
 * The protocol parameters to add to a message (RFC 5849 §3.1), in the order they are sent. A name in `given` is not added
 * again: what the caller set wins and is signed as it is. An empty token is left out; to send `oauth_token=` on purpose, give
 * it as a parameter. Throws `signing.invalid-parameter` for a value that UTF-8 cannot carry.
 */
export function suppliedParameters(
  input: OAuth1SignInput,
  given: ReadonlySet<string>,
  hashedBody: string | null,
  { clock, random }: { clock: Clock; random: Random },
): Pairs {
  const { credential } = input;
  const supplied: { name: string; value: string | null; field: string }[] = [
    { name: 'oauth_consumer_key', value: credential.key, field: 'credential.key' },
    { name: 'oauth_token', value: credential.token || null, field: 'credential.token' },
    { name: 'oauth_signature_method', value: input.signatureMethod, field: 'signatureMethod' },
    { name: 'oauth_timestamp', value: String(input.timestamp ?? Math.floor(clock.now() / 1000)), field: 'timestamp' },
    { name: 'oauth_nonce', value: String(input.nonce ?? randomNonce(random)), field: 'nonce' },
    {
      name: 'oauth_version',
      value: input.oauthVersion === undefined ? '1.0' : input.oauthVersion,
      field: 'oauthVersion',
    },
    { name: 'oauth_callback', value: input.callback ?? null, field: 'callback' },
    {
      name: 'oauth_body_hash',
      value: hashedBody === null ? null : bodyHash(input.signatureMethod, hashedBody),
      field: 'body.text',
    },
  ];
  const added: Pairs = [];
  for (const { name, value, field } of supplied) {
    if (value === null || given.has(name)) continue;
    requireEncodable([name, value], field);
    added.push([name, value]);
  }
  return added;
}
