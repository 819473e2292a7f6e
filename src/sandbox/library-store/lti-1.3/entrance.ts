import type { SandboxReason } from '../../../protocol/sandbox-control.ts';
import type { Answer } from '../../http/answer.ts';
import { html, redirect } from '../../http/answer.ts';
import { page } from '../../http/html.ts';
import type { SandboxRequest } from '../../http/request.ts';
import { formFields } from '../../http/request.ts';
import { bindingCookies } from '../../lti-1.3/browser-binding.ts';
import { authenticationRequest, authorizationAddress, readLoginRequest } from '../../lti-1.3/login-request.ts';
import type { AskStorage, Received } from '../../lti-1.3/receive-message.ts';
import { receiveMessage } from '../../lti-1.3/receive-message.ts';
import type { StoragePage } from '../../lti-1.3/storage-pages.ts';
import { getPage, putPage } from '../../lti-1.3/storage-pages.ts';
import { refusalPage } from '../pages.ts';
import { style } from '../style.ts';
import type { AdvantageStore } from './store.ts';
import { addressesOf, originOf } from './store.ts';
import { visitPath } from './visits.ts';

/** Begins a login, whether it is initiated by GET or by POST: with a cookie, and with the platform's storage where it has one. */
export function beginLogin({ tool }: AdvantageStore, request: SandboxRequest): Answer {
  const parameters = new URLSearchParams([...request.query, ...formFields(request)]);
  const asked = readLoginRequest(parameters, { platforms: tool.platforms, origin: originOf(request) });
  if (!asked.ok) return refusalPage(400, 'Login refused', asked.detail, asked.reason);
  const login = tool.logins.begin(asked, request.now);
  const location = authorizationAddress(
    asked.platform,
    authenticationRequest(login, asked, addressesOf(request).launch),
  );
  const cookies = bindingCookies(login);
  if (asked.storageTarget === null) return redirect(location, cookies);
  const storage = { target: asked.storageTarget, origin: new URL(location).origin, key: keyFor(login.state) };
  return storageAnswer(putPage(storage, login.browserSecret, location, style), cookies);
}

function keyFor(state: string): string {
  return `sandbox-library-${state}`;
}

function storageAnswer({ body, policy }: StoragePage, cookies: readonly string[] = []): Answer {
  const answer = html(200, page('One moment – Sandbox Library', style, `<main>${body}</main>`), policy);
  const set = cookies.map((cookie): [string, string] => ['set-cookie', cookie]);
  return { ...answer, headers: [...answer.headers, ...set] };
}

/** Receives a message and lets its user in. */
export async function takeLaunch(store: AdvantageStore, request: SandboxRequest): Promise<Answer> {
  const received = await receiveMessage(request, store.tool);
  if (received.ok) return letIn(store, request, received);
  if ('storage' in received) return askStorage(request, received);
  return refusalPage(statusOf(received.reason), 'Launch refused', received.detail, received.reason);
}

/** Where the platform is at fault 502, where the message lacks something 400, else 401. */
function statusOf(reason: SandboxReason): number {
  if (reason === 'platform-unreachable') return 502;
  return reason === 'parameter-missing' || reason === 'platform-error' ? 400 : 401;
}

function askStorage(request: SandboxRequest, { storage, login, fields }: AskStorage): Answer {
  const origin = new URL(login.platform.authorizationUrl).origin;
  const at = { target: storage, origin, key: keyFor(login.state) };
  return storageAnswer(getPage(at, addressesOf(request).launch, fields, style));
}

function letIn(store: AdvantageStore, request: SandboxRequest, { platform, message }: Received): Answer {
  const userId =
    message.subject === ''
      ? null
      : store.users.arrive({ ltiUserId: `${platform.issuer} ${message.subject}`, name: message.name }, store.access())
          .id;
  const visit = store.visits.open({ platform, message, userId, lineItem: message.grades?.lineItem ?? '' });
  return redirect(`${originOf(request)}${visitPath(visit, pageFor(message.targetLinkUri))}`);
}

/** A link to a book leads to that book; any other link to the library. */
function pageFor(targetLinkUri: string): string {
  const [, slug] = /^\/lti\/books\/([\w-]+)$/.exec(new URL(targetLinkUri).pathname) ?? [];
  return slug === undefined ? '' : `read/${slug}`;
}

export function launchByGet(): Answer {
  const detail = 'Launches come by POST, from a learning platform. Opening this address by hand shows nothing.';
  return refusalPage(405, 'Launch by POST', detail, 'unknown-path');
}
