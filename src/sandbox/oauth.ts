import { hmacsign } from 'oauth-sign';
import type { SandboxReason } from '../protocol/sandbox-control.ts';
import type { SandboxRequest } from './http/request.ts';
import { formFields } from './http/request.ts';
import type { NonceMemory } from './nonce-memory.ts';
import { sameText } from './same-text.ts';

/** A consumer the tool knows, and what it remembers of its nonces. */
export interface OAuthGuard {
  readonly consumerKey: string;
  readonly secret: string;
  readonly toleranceMs: number;
  readonly nonces: NonceMemory;
}

export type OAuthProblem = Extract<
  SandboxReason,
  | 'oauth-parameter-missing'
  | 'oauth-parameter-repeated'
  | 'oauth-version'
  | 'consumer-key-unknown'
  | 'signature-method'
  | 'timestamp-stale'
  | 'signature-mismatch'
  | 'nonce-reused'
>;

/** What each problem means for whoever sent the launch. */
export const oauthDetails: Readonly<Record<OAuthProblem, string>> = {
  'oauth-parameter-missing': 'The launch lacks one of the OAuth parameters.',
  'oauth-parameter-repeated': 'An OAuth parameter was sent more than once.',
  'oauth-version': 'The launch names an OAuth version other than 1.0.',
  'consumer-key-unknown': 'No account has this oauth_consumer_key.',
  'signature-method': 'The launch is signed with a method other than HMAC-SHA1.',
  'timestamp-stale': 'oauth_timestamp is too far from our clock.',
  'signature-mismatch': 'The signature sent is not the one we calculated for this request.',
  'nonce-reused': 'This oauth_nonce was used before.',
};

type Pair = readonly [name: string, value: string];

const required = [
  'oauth_consumer_key',
  'oauth_signature_method',
  'oauth_timestamp',
  'oauth_nonce',
  'oauth_signature',
] as const;

/**
 * Verifies an OAuth 1.0 request without a token (RFC 5849 §3.2); parameters may come in the Authorization header, the
 * form body or the query. Null when all is well; only a rightly signed request uses its nonce up.
 */
export function verifyOAuth(request: SandboxRequest, guard: OAuthGuard): OAuthProblem | null {
  const pairs: readonly Pair[] = [...authorizationPairs(request), ...request.query, ...formFields(request)];
  const protocol = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (!name.startsWith('oauth_')) continue;
    if (protocol.has(name)) return 'oauth-parameter-repeated';
    protocol.set(name, value);
  }
  const value = (name: string) => protocol.get(name) ?? '';

  if (required.some((name) => value(name) === '')) return 'oauth-parameter-missing';
  if (protocol.has('oauth_version') && value('oauth_version') !== '1.0') return 'oauth-version';
  if (!sameText(value('oauth_consumer_key'), guard.consumerKey)) return 'consumer-key-unknown';
  if (value('oauth_signature_method') !== 'HMAC-SHA1') return 'signature-method';
  if (!isCurrent(value('oauth_timestamp'), request.now, guard.toleranceMs)) return 'timestamp-stale';

  const expected = hmacsign(request.method, baseStringUri(request), signedParameters(pairs), guard.secret);
  if (!sameText(value('oauth_signature'), expected)) return 'signature-mismatch';
  const nonce = `${value('oauth_timestamp')} ${value('oauth_nonce')}`;
  return guard.nonces.accept(nonce, request.now) ? null : 'nonce-reused';
}

/** Scheme, authority and path as received (RFC 5849 §3.4.1.2); the sandbox speaks http only. */
function baseStringUri(request: SandboxRequest): string {
  return `http://${request.host.toLowerCase().replace(/:80$/, '')}${request.path}`;
}

/** All parameters by name except the signature itself (RFC 5849 §3.4.1.3.1). */
function signedParameters(pairs: readonly Pair[]): Record<string, string[]> {
  const parameters = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    if (name === 'oauth_signature') continue;
    parameters.set(name, [...(parameters.get(name) ?? []), value]);
  }
  return Object.fromEntries(parameters);
}

/** Parameters of an `Authorization: OAuth` header without `realm` (RFC 5849 §3.5.1). */
function authorizationPairs(request: SandboxRequest): Pair[] {
  const header = /^OAuth\s+(.*)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (header === undefined) return [];
  return [...header.matchAll(/([^\s,="]+)\s*=\s*"([^"]*)"/g)]
    .map((match): Pair => [decode(match[1] ?? ''), decode(match[2] ?? '')])
    .filter(([name]) => name.toLowerCase() !== 'realm');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Seconds since the epoch, within the tolerance of the server's time. */
function isCurrent(timestamp: string, now: number, toleranceMs: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now - Number(timestamp) * 1000) <= toleranceMs;
}
