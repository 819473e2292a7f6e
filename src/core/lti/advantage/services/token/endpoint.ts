import { allServiceScopes, mayHaveScope } from '../../../../../protocol/models/advantage/scopes.ts';
import type { ServiceCheck } from '../../../../../protocol/models/advantage/services.ts';
import type { PastedToken } from '../../../../../protocol/models/diagnosis.ts';
import { readTokenParts } from '../../id-token/token-parts.ts';
import { check, failed, passed, remarked } from '../checks.ts';
import { jsonAnswer, type ServiceAnswer, type ServiceRequest } from '../http.ts';
import type { ToolRegistration } from '../registration.ts';
import type { ToolKeys } from '../tool-keys.ts';
import type { UsedIds } from '../used-ids.ts';
import { type AccessTokens, lifetimeSeconds, quotable } from './access-tokens.ts';
import { checkAssertion } from './assertion.ts';
import { readTokenRequest, type TokenCheck, type TokenError } from './request.ts';

export type TokenEndpointPorts = {
  registration: ToolRegistration;
  tokenUrl: string;
  issuer: string;
  /** What the newest launch named. */
  offered: readonly string[];
  keys: ToolKeys;
  used: UsedIds;
  tokens: AccessTokens;
  /** Epoch milliseconds. */
  now: number;
};

export type TokenOutcome = {
  answer: ServiceAnswer;
  checks: ServiceCheck[];
  headline: string;
  token: PastedToken | null;
  /** Texts that must not be kept. */
  secrets: string[];
};

/** Answers a token request (1EdTech Security Framework 1.0 §4.1). The first check that fails says with which error. */
export async function answerTokenRequest(request: ServiceRequest, ports: TokenEndpointPorts): Promise<TokenOutcome> {
  const { asked, checks } = readTokenRequest(request);
  const secrets = asked.assertion === '' ? [] : secretParts(asked.assertion);
  if (asked.assertion === '') return refused(checks, null, secrets);
  const parts = readTokenParts(asked.assertion);
  checks.push({ error: 'invalid_client', check: formOf(parts) });
  if ('problem' in parts) return refused(checks, null, secrets);
  const { token } = parts;
  const kid = typeof token.header.kid === 'string' ? token.header.kid : null;
  const judged = checkAssertion(token, {
    clientId: ports.registration.clientId,
    namedClientId: asked.clientId,
    tokenUrl: ports.tokenUrl,
    issuer: ports.issuer,
    keys: await ports.keys.match(ports.registration, asked.assertion.trim(), kid),
    used: ports.used,
    now: ports.now / 1000,
  });
  checks.push(...judged.map((one): TokenCheck => ({ check: one, error: 'invalid_client' })));
  const authenticated = checks.every((one) => one.check.status !== 'failed');
  // Only an assertion of the tool itself uses its id up.
  if (authenticated && typeof token.claims.jti === 'string') ports.used.add(token.claims.jti);
  const scopes = [...new Set(asked.scope.split(' ').filter(Boolean))];
  const refusals = new Map(scopes.map((scope) => [scope, whyNot(scope, ports)]));
  const granted = scopes.filter((scope) => refusals.get(scope) === null);
  checks.push({ error: 'invalid_scope', check: scopeCheck(refusals) });
  if (checks.some((one) => one.check.status === 'failed')) return refused(checks, token, secrets);
  const accessToken = ports.tokens.issue(ports.registration.id, granted);
  const body = {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: lifetimeSeconds,
    scope: granted.join(' '),
  };
  return {
    answer: jsonAnswer(200, 'application/json', body, uncached),
    checks: checks.map((one) => one.check),
    headline: `A token for ${granted.length} of ${scopes.length} scopes was issued.`,
    token,
    secrets: [...secrets, accessToken],
  };
}

const uncached: ServiceAnswer['headers'] = [
  ['Cache-Control', 'no-store'],
  ['Pragma', 'no-cache'],
];

/** The signature of a token; all of what is none. */
export function secretParts(token: string): string[] {
  const parts = token.trim().split('.');
  return parts.length === 3 ? [parts[2] ?? ''].filter(Boolean) : [token.trim()];
}

function formOf(parts: ReturnType<typeof readTokenParts>): ServiceCheck {
  const rule = {
    id: 'assertion.form',
    title: 'The assertion is a signed JWT.',
    expected: 'Three parts, the first two of them JSON.',
    source: 'RFC 7523 §3',
  };
  return check(rule, 'problem' in parts ? failed(parts.problem) : passed('Three parts, the first two of them JSON.'));
}

/** Why a scope is not granted, in words; `null` where it is. */
function whyNot(scope: string, { registration, offered }: TokenEndpointPorts): string | null {
  if (allServiceScopes.every((known) => known !== scope)) return 'unknown';
  if (!mayHaveScope(registration.scopes, scope)) return 'the tool is not registered for it';
  return offered.includes(scope) ? null : 'the last launch does not name it';
}

/** Of what is asked for, the part that may be is granted and told; where nothing is left the request fails (RFC 6749 §3.3, §5.2). */
function scopeCheck(refusals: ReadonlyMap<string, string | null>): ServiceCheck {
  const rule = {
    id: 'scope',
    title: 'It asks for scopes that can be granted.',
    expected: 'scope with some of those the tool is registered for and the launch names, separated by blanks.',
    source: 'RFC 6749 §3.3, §5.2; 1EdTech Security Framework 1.0 §4.1.1',
  };
  if (refusals.size === 0) return check(rule, failed('There is no scope.'));
  const notGranted = [...refusals].flatMap(([scope, why]) => (why === null ? [] : `${scope} (${why})`));
  if (notGranted.length === 0) return check(rule, passed(`${refusals.size} scopes, all granted.`));
  const seen = `Not granted: ${notGranted.join(', ')}.`;
  return check(rule, notGranted.length === refusals.size ? failed(seen) : remarked(seen));
}

function refused(checks: readonly TokenCheck[], token: PastedToken | null, secrets: string[]): TokenOutcome {
  const first = checks.find((one) => one.check.status === 'failed');
  const error: TokenError = first?.error ?? 'invalid_request';
  const description = first?.check.seen ?? '';
  const status = error === 'invalid_client' ? 401 : 400;
  return {
    answer: jsonAnswer(status, 'application/json', { error, error_description: quotable(description) }, uncached),
    checks: checks.map((one) => one.check),
    headline: `Refused with ${error}. ${description}`,
    token,
    secrets,
  };
}
