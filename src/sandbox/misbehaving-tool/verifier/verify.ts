import type { SandboxReason } from '../../../protocol/sandbox-control.ts';
import type { SandboxRequest } from '../../http/request.ts';
import type { OAuthGuard } from '../../oauth.ts';
import { sameText } from '../../same-text.ts';
import type { VerifierFault } from './mistakes.ts';
import type { Reading } from './reading.ts';
import { readLaunch } from './reading.ts';
import { signatureOf } from './signature.ts';

export type VerifierProblem = Extract<
  SandboxReason,
  'oauth-parameter-missing' | 'consumer-key-unknown' | 'timestamp-stale' | 'signature-mismatch' | 'nonce-reused'
>;

const required = ['oauth_consumer_key', 'oauth_signature_method', 'oauth_timestamp', 'oauth_nonce', 'oauth_signature'];

/**
 * Verifies a launch as a tool with this fault does; null when it is content. Without a fault it verifies by RFC 5849 §3.2, on its own code: neither the
 * other servers' nor the application's.
 */
export function verifyWithFault(
  request: SandboxRequest,
  guard: OAuthGuard,
  { mistake = (reading) => reading, clockSeconds = 0, handedOverTwice }: VerifierFault = {},
): VerifierProblem | null {
  const reading = mistake(readLaunch(request, guard));
  const now = request.now + clockSeconds * 1000;
  const problem = verifyReading(reading, guard, now);
  return problem === null && handedOverTwice === true ? verifyReading(reading, guard, now) : problem;
}

function verifyReading(reading: Reading, guard: OAuthGuard, now: number): VerifierProblem | null {
  const values = new Map([...reading.query, ...reading.form]);
  const value = (name: string) => values.get(name) ?? '';
  if (required.some((name) => value(name) === '')) return 'oauth-parameter-missing';
  if (!sameText(value('oauth_consumer_key'), reading.consumerKey)) return 'consumer-key-unknown';
  const timestamp = Number(value('oauth_timestamp'));
  if (!(Math.abs(now - timestamp * 1000) <= guard.toleranceMs)) return 'timestamp-stale';
  if (!sameText(value('oauth_signature'), signatureOf(reading))) return 'signature-mismatch';
  return guard.nonces.accept(`${value('oauth_timestamp')} ${value('oauth_nonce')}`, now) ? null : 'nonce-reused';
}
