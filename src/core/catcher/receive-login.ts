import type { LoginRemark } from '../../protocol/models/advantage/checklist.ts';
import type { Capture, CatcherRegistration, CatcherUrls, CaughtRequest } from '../../protocol/models/lti/catcher.ts';
import {
  authenticationParameters,
  authenticationUrl,
  checkLoginInitiation,
  type LoginInitiation,
  readLoginInitiation,
} from '../lti/advantage/login.ts';
import { escapeHtml } from '../lti/html.ts';
import { draftCapture } from './draft-capture.ts';
import type { CatcherResponse } from './http-server.ts';
import { remarkFindings } from './inspect-token.ts';
import type { Logins } from './logins.ts';
import { page } from './pages.ts';
import type { Registrations } from './registrations.ts';

export const stateCookie = 'countersign_state';

type LoginPorts = { registrations: Registrations; logins: Logins; urls: CatcherUrls; newId(): string };
type Received = { capture: Capture; response: CatcherResponse };

function registrationRemarks(login: LoginInitiation, registration: CatcherRegistration | null): LoginRemark[] {
  const remark = (title: string, seen: string, expected: string): LoginRemark => ({
    severity: 'error',
    title,
    seen,
    expected,
    owner: 'platform-admin',
    source: '1EdTech Security Framework 1.0 §5.1.1.1',
    check: 'OI-01',
  });
  if (login.iss === null) return [];
  if (registration === null) {
    return [
      remark(
        'No registration of the catcher has this issuer.',
        `iss "${login.iss.slice(0, 300)}"${login.clientId === null ? '' : `, client_id "${login.clientId.slice(0, 200)}"`}.`,
        'A registration with exactly this issuer. Add it to go on to the launch.',
      ),
    ];
  }
  return [
    ...(registration.issuer === login.iss
      ? []
      : [
          remark(
            'The issuer is not the one registered.',
            `iss "${login.iss.slice(0, 300)}".`,
            `"${registration.issuer}".`,
          ),
        ]),
    ...(login.clientId === null || login.clientId === registration.clientId
      ? []
      : [
          remark(
            'The client id is not the one registered.',
            `client_id "${login.clientId.slice(0, 200)}".`,
            `"${registration.clientId}".`,
          ),
        ]),
  ];
}

/** A login initiation: remarked on, and answered with the authentication request where a registration says how. */
export function receiveLogin(request: CaughtRequest, ports: LoginPorts): Received {
  const params = [...request.fields, ...request.query];
  const login = readLoginInitiation(params);
  const registration = ports.registrations.find(login.iss, login.clientId === null ? [] : [login.clientId]);
  const remarks = [...checkLoginInitiation(params), ...registrationRemarks(login, registration)];
  const id = ports.newId();
  const part = {
    request,
    registration: registration?.name ?? null,
    authentication: null,
    remarks,
    cookieReturned: null,
  };
  const { loginHint } = login;
  if (registration === null || loginHint === null) {
    const capture = draftCapture(id, 'login', request, { login: part, checks: remarkFindings(remarks) });
    return { capture, response: stoppedPage(remarks) };
  }
  const drawn = ports.logins.draw();
  const authentication = {
    endpoint: registration.authenticationUrl,
    clientId: registration.clientId,
    redirectUri: ports.urls.launch,
    loginHint,
    ltiMessageHint: login.ltiMessageHint,
    ...drawn,
  };
  const sent = {
    ...part,
    authentication: { endpoint: registration.authenticationUrl, params: authenticationParameters(authentication) },
  };
  const target = authenticationUrl(authentication);
  const capture: Capture = {
    ...draftCapture(id, 'login', request, { login: sent, checks: remarkFindings(remarks) }),
    answer: { kind: 'redirect', status: 302, target, fields: null, resigned: false, note: null },
  };
  ports.logins.begin({
    captureId: id,
    registration,
    ...drawn,
    targetLinkUri: login.targetLinkUri,
    login: sent,
    startedAt: request.at,
  });
  const cookie = `${stateCookie}=${drawn.state}; Path=/; Max-Age=600; HttpOnly; Secure; SameSite=None`;
  return {
    capture,
    response: {
      status: 302,
      contentType: 'text/plain; charset=utf-8',
      body: 'On to the platform.',
      headers: { Location: target, 'Set-Cookie': cookie },
    },
  };
}

function stoppedPage(remarks: readonly LoginRemark[]): CatcherResponse {
  const items = remarks.map(
    ({ title, seen, expected }) => `<li>${escapeHtml(`${title} ${seen} Expected: ${expected}`)}</li>`,
  );
  return page(
    400,
    'Countersign caught the login, and cannot go on',
    `<ul>\n${items.join('\n')}\n</ul>\n<p>The details are in Countersign, under Doctor.</p>`,
  );
}
