import type { CheckFinding } from '../../../../protocol/models/diagnosis.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { explainErrorResponse } from '../../../lti/advantage/error-response.ts';
import type { KeySource } from '../../../lti/advantage/id-token/id-token.ts';
import { readTokenParts } from '../../../lti/advantage/id-token/token-parts.ts';
import { checkLoginInitiation, type LoginInitiation, readLoginInitiation } from '../../../lti/advantage/login.ts';
import { type Claims, claims, textClaim } from '../../../lti/advantage/message/claims.ts';
import { checkAuthenticationRequest } from '../advantage/authentication-request.ts';
import { checkDeepLinkingResponse } from '../advantage/deep-linking.ts';
import { checkPastedToken } from '../advantage/token.ts';
import { finding } from '../check.ts';
import { type Call, parameterOf, parametersOf } from './call.ts';

/** A registration of a tool at a platform, as far as it is known here: there may be further redirect URIs. */
export type KnownRegistration = { issuer: string; clientId: string; redirectUris: readonly string[] };

/** What messages are judged with. `null`: not known. */
export type AdvantageContext = {
  keys: KeySource;
  issuer: string | null;
  clientId: string | null;
  now: number | null;
  registrations: readonly KnownRegistration[];
};

/** No key set at hand. */
export const noKeys: KeySource = { problem: 'There is no key set to check it with.', known: false };

/** What was seen on the way from the login to the launch, for later messages to be compared with. */
type Seen = {
  logins: LoginInitiation[];
  requests: { params: Pairs; login: LoginInitiation | null }[];
  nonces: Set<string>;
  deepLinking: Claims | null;
};

/** Checks OI-01 to OI-10 over the messages of LTI 1.3 among some calls, in their order. */
export async function checkAdvantageCalls(calls: readonly Call[], context: AdvantageContext): Promise<CheckFinding[]> {
  const seen: Seen = { logins: [], requests: [], nonces: new Set(), deepLinking: null };
  const findings: CheckFinding[] = [];
  for (const call of calls) findings.push(...(await checkCall(call, seen, context)));
  return findings;
}

async function checkCall(call: Call, seen: Seen, context: AdvantageContext): Promise<CheckFinding[]> {
  const params = parametersOf(call);
  const has = (name: string) => parameterOf(params, name) !== null;
  if (has('id_token') || has('JWT') || has('jwt')) return checkPosted(call, params, seen, context);
  if (has('response_type') || (has('redirect_uri') && has('nonce') && has('login_hint'))) {
    return checkRequest(params, seen, context);
  }
  if (has('iss') && (has('login_hint') || has('target_link_uri'))) {
    seen.logins.push(readLoginInitiation(params));
    return checkLoginInitiation(params).map(({ check, ...remark }) => finding({ id: check, ...remark }));
  }
  if (has('error') && (has('state') || has('error_description'))) {
    const remark = explainErrorResponse(params);
    if (remark === null) return [];
    const { check, ...said } = remark;
    return [finding({ id: check, ...said })];
  }
  return [];
}

/**
 * The redirect URIs a request is compared with: those of its client, where one of them has its host. A request to another host
 * may be right by a URI that is not known here.
 */
function knownRedirectUris(params: Pairs, registrations: readonly KnownRegistration[]): readonly string[] | null {
  const client = parameterOf(params, 'client_id');
  const host = (uri: string | null) => URL.parse(uri ?? '')?.hostname ?? null;
  const sent = host(parameterOf(params, 'redirect_uri'));
  const known = registrations.filter(({ clientId }) => clientId === client).flatMap(({ redirectUris }) => redirectUris);
  return sent !== null && known.some((uri) => host(uri) === sent) ? known : null;
}

function checkRequest(params: Pairs, seen: Seen, { clientId, registrations }: AdvantageContext): CheckFinding[] {
  const hint = parameterOf(params, 'login_hint');
  const login = seen.logins.findLast(({ loginHint }) => loginHint === hint) ?? seen.logins.at(-1) ?? null;
  seen.requests.push({ params, login });
  return checkAuthenticationRequest(params, {
    login,
    clientId,
    redirectUris: knownRedirectUris(params, registrations),
  });
}

async function checkPosted(call: Call, params: Pairs, seen: Seen, context: AdvantageContext): Promise<CheckFinding[]> {
  const field = ['id_token', 'JWT', 'jwt'].find((name) => parameterOf(params, name) !== null) ?? 'id_token';
  const text = parameterOf(params, field) ?? '';
  const parts = readTokenParts(text);
  const all = 'token' in parts ? parts.token.claims : {};
  const type = textClaim(all, claims.messageType);
  if (field !== 'id_token' || type === 'LtiDeepLinkingResponse') {
    const { url, method } = call.request;
    if ('problem' in parts) return [unreadable(parts.problem)];
    return checkDeepLinkingResponse({ ...parts.token, field, url, method, request: seen.deepLinking });
  }
  const state = parameterOf(params, 'state');
  const answered = seen.requests.findLast(({ params: sent }) => parameterOf(sent, 'state') === state) ?? null;
  const nonce = textClaim(all, 'nonce');
  const nonceUsed = nonce !== null && seen.nonces.has(nonce);
  if (nonce !== null) seen.nonces.add(nonce);
  if (type === 'LtiDeepLinkingRequest') seen.deepLinking = all;
  return checkPastedToken(text, {
    ...context,
    clientId: context.clientId ?? (answered === null ? null : parameterOf(answered.params, 'client_id')),
    issuer: context.issuer ?? answered?.login?.iss ?? null,
    deploymentIds: [],
    request:
      answered === null
        ? null
        : { nonce: parameterOf(answered.params, 'nonce') ?? '', targetLinkUri: answered.login?.targetLinkUri ?? null },
    state: state !== null && seen.requests.length === 0 ? 'unknown' : state,
    nonceUsed,
  });
}

function unreadable(problem: string): CheckFinding {
  return finding({
    id: 'OI-10',
    severity: 'error',
    title: 'The answer to deep linking is no token.',
    seen: problem,
    expected: 'A signed JWT in the field JWT.',
    owner: 'tool-vendor',
    source: 'LTI Deep Linking 2.0 §4.5',
  });
}

/** Checks on one token that was pasted by itself: an id_token, or the answer to deep linking. */
export async function checkTokenText(text: string, context: AdvantageContext): Promise<CheckFinding[]> {
  const parts = readTokenParts(text);
  if ('token' in parts && textClaim(parts.token.claims, claims.messageType) === 'LtiDeepLinkingResponse') {
    return checkDeepLinkingResponse({ ...parts.token, field: null, url: null, method: null, request: null });
  }
  return checkPastedToken(text, { ...context, deploymentIds: [], request: null, state: 'unknown', nonceUsed: false });
}
