import type { LoginRemark } from '../../protocol/models/advantage/checklist.ts';
import type { CheckFinding } from '../../protocol/models/diagnosis.ts';
import type { Capture, CaughtRequest } from '../../protocol/models/lti/catcher.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { finding } from '../diagnosis/checks/check.ts';
import { bySeverity } from '../diagnosis/checks/index.ts';
import { explainErrorResponse } from '../lti/advantage/error-response.ts';
import { validateIdToken } from '../lti/advantage/id-token/id-token.ts';
import { readTokenParts } from '../lti/advantage/id-token/token-parts.ts';
import { textClaim } from '../lti/advantage/message/claims.ts';
import type { Transport } from '../ports.ts';
import { draftCapture } from './draft-capture.ts';
import { inspectOAuth, type OAuthPorts, parametersOf } from './inspect-oauth.ts';
import { inspectToken, remarkFindings } from './inspect-token.ts';
import type { Logins, PendingLogin } from './logins.ts';
import { platformKeys } from './platform-keys.ts';
import { stateCookie } from './receive-login.ts';
import type { Registrations } from './registrations.ts';

export type LaunchPorts = OAuthPorts & {
  registrations: Registrations;
  /** Holds the nonces of both versions. */
  logins: Logins;
  transport: Transport;
  newId(): string;
};

/** A launch of any version, or what came in place of one. */
export async function receiveLaunch(request: CaughtRequest, cookies: string, ports: LaunchPorts): Promise<Capture> {
  const params = parametersOf(request);
  const has = (name: string): boolean => params.some(([candidate]) => candidate === name);
  if (has('id_token')) return receiveToken(request, cookies, ports);
  if (has('error') && !has('oauth_consumer_key')) return receiveError(request, cookies, ports);
  if (has('lti_message_type') || has('lti_version') || has('oauth_consumer_key') || has('oauth_signature')) {
    const inspected = await inspectOAuth(request, ports);
    const checks = bySeverity([...inspected.checks, ...replayed(params, ports.logins)]);
    return draftCapture(ports.newId(), 'launch-1.x', request, { ...inspected, checks });
  }
  return draftCapture(ports.newId(), 'other', request, { checks: [noLaunch(request)] });
}

/** OA-04: a nonce is good once for its key and time (RFC 5849 §3.3). */
function replayed(params: Pairs, logins: Logins): CheckFinding[] {
  const first = (name: string): string => params.find(([candidate]) => candidate === name)?.[1] ?? '';
  const nonce = first('oauth_nonce');
  if (nonce === '') return [];
  if (logins.takeNonce(`oauth ${first('oauth_consumer_key')} ${first('oauth_timestamp')}`, nonce)) return [];
  return [
    finding({
      id: 'OA-04',
      severity: 'error',
      title: 'The same launch came before.',
      seen: `oauth_nonce "${nonce.slice(0, 120)}" with the same key and time, a second time.`,
      expected: 'A new nonce with each launch. The page was loaded again, or the browser went back.',
      owner: 'browser',
      source: 'RFC 5849 §3.3',
    }),
  ];
}

function noLaunch(request: CaughtRequest): CheckFinding {
  const { method, fields, headers } = request;
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'none';
  return finding({
    id: 'OA-01',
    severity: 'error',
    title: 'No launch was in the request.',
    seen:
      fields.length === 0
        ? `${method} with content type ${type} and no form fields.`
        : `${method} with ${fields.length} form fields, none of them of a launch.`,
    expected: 'A form post with lti_message_type, or with id_token.',
    owner: 'platform-admin',
    source: 'LTI 1.1 Implementation Guide §3; LTI 1.3 §5.1.1.3',
  });
}

/** The login a message answers, with what its cookie tells. */
function loginOf(
  request: CaughtRequest,
  cookies: string,
  ports: LaunchPorts,
): { state: string | null; pending: PendingLogin | undefined; login: Capture['login']; remarks: LoginRemark[] } {
  const state = parametersOf(request).find(([name]) => name === 'state')?.[1] ?? null;
  const pending = state === null ? undefined : ports.logins.take(state, request.at);
  if (pending === undefined) return { state, pending, login: null, remarks: [] };
  const cookieReturned = cookies.split(';').some((cookie) => cookie.trim() === `${stateCookie}=${pending.state}`);
  const lost: LoginRemark = {
    severity: 'warning',
    title: 'The cookie of the login did not come back.',
    seen: `The browser sent the launch without ${stateCookie}, though it was set with SameSite=None and Secure.`,
    expected:
      'The cookie. A tool that keeps its state in one refuses this launch; the browser blocks cookies in this frame.',
    owner: 'browser',
    source: '1EdTech Security Framework 1.0 §5.1.1.3; LTI Client Side postMessages 0.1',
    check: 'NET-03',
  };
  return { state, pending, login: { ...pending.login, cookieReturned }, remarks: cookieReturned ? [] : [lost] };
}

function idOf(pending: PendingLogin | undefined, ports: LaunchPorts): string {
  return pending?.captureId ?? ports.newId();
}

function audiences(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
}

async function receiveToken(request: CaughtRequest, cookies: string, ports: LaunchPorts): Promise<Capture> {
  const text = parametersOf(request).find(([name]) => name === 'id_token')?.[1] ?? '';
  const parts = readTokenParts(text);
  const all = 'token' in parts ? parts.token.claims : {};
  const issuer = textClaim(all, 'iss');
  const { state, pending, login, remarks } = loginOf(request, cookies, ports);
  const registration = pending?.registration ?? ports.registrations.find(issuer, audiences(all.aud));
  const nonce = textClaim(all, 'nonce');
  const checklist = await validateIdToken(text, {
    issuer: registration?.issuer ?? null,
    clientId: registration?.clientId ?? null,
    deploymentIds: registration?.deploymentIds ?? [],
    keys: await platformKeys(registration, ports.transport),
    request: pending === undefined ? null : { nonce: pending.nonce, targetLinkUri: pending.targetLinkUri },
    state,
    nonceUsed: nonce !== null && !ports.logins.takeNonce(issuer ?? '', nonce),
    now: request.at / 1000,
  });
  const ofLogin = [...(login?.remarks ?? []), ...remarks];
  return draftCapture(idOf(pending, ports), 'launch-1.3', request, {
    login,
    ...inspectToken(checklist, ofLogin, await ports.declaredPersonal()),
  });
}

function receiveError(request: CaughtRequest, cookies: string, ports: LaunchPorts): Capture {
  const { pending, login, remarks } = loginOf(request, cookies, ports);
  const explained = explainErrorResponse(parametersOf(request));
  const all = [...(explained === null ? [] : [explained]), ...(login?.remarks ?? []), ...remarks];
  return draftCapture(idOf(pending, ports), 'error', request, { login, checks: remarkFindings(all) });
}
