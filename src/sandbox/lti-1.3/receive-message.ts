import type { SandboxRequest } from '../http/request.ts';
import { formFields } from '../http/request.ts';
import { sameText } from '../same-text.ts';
import { isBound } from './browser-binding.ts';
import type { Refusal } from './login-request.ts';
import { refuse } from './login-request.ts';
import type { PendingLogin } from './logins.ts';
import type { AdvantageTool } from './tool.ts';
import type { Leniency, Verified } from './verify-token.ts';
import { verifyToken } from './verify-token.ts';

/** A message that was received and verified. */
export interface Received extends Verified {
  readonly login: PendingLogin;
}

/** The browser sent no cookie, but the platform has a storage that may hold what binds the login to it. */
export interface AskStorage {
  readonly ok: false;
  readonly storage: string;
  readonly login: PendingLogin;
  /** What was posted, to be judged once the storage has answered. */
  readonly fields: { readonly state: string; readonly id_token: string };
}

/**
 * Judges what a platform posts to the redirect URI (Security Framework 1.0 §5.1.1.3): an error response, or a message whose state is of
 * a login of this browser. A right state is used up, whatever the token is like.
 */
export async function receiveMessage(
  request: SandboxRequest,
  tool: AdvantageTool,
  leniency?: Leniency,
): Promise<Received | AskStorage | Refusal> {
  const fields = formFields(request);
  const refused = errorResponse(fields);
  if (refused !== null) return refused;
  const [state, token] = [fields.get('state') ?? '', fields.get('id_token') ?? ''];
  if (token === '') return refuse('parameter-missing', 'The platform posted no id_token.');
  const login = tool.logins.find(state, request.now);
  if (login === null) return refuse('state-unknown', unknownState(state));
  if (!isBound(request, login)) {
    const kept = fields.get('kept');
    if (kept === null && login.storageTarget !== null) {
      return { ok: false, storage: login.storageTarget, login, fields: { state, id_token: token } };
    }
    if (!sameText(kept ?? '', login.browserSecret)) return refuse('state-cookie-missing', lostCookie(kept));
  }
  tool.logins.finish(state);
  const verified = await verifyToken(token, {
    platform: login.platform,
    platforms: tool.platforms,
    keySets: tool.keySets,
    request: login,
    now: request.now,
    ...(leniency === undefined ? {} : { leniency }),
  });
  return verified.ok ? { ...verified, login } : verified;
}

/** An error of the platform in place of a message (OpenID Connect Core 1.0 §3.1.2.6). */
export function errorResponse(fields: URLSearchParams): Refusal | null {
  const error = fields.get('error');
  if (error === null || fields.has('id_token')) return null;
  const description = fields.get('error_description');
  return refuse(
    'platform-error',
    `The platform answered with ${error}${description === null ? '' : `: ${description}`}.`,
  );
}

function unknownState(state: string): string {
  return state === ''
    ? 'The platform posted no state.'
    : 'The state is of no login that waits: it was altered, used before, or is more than ten minutes old.';
}

function lostCookie(kept: string | null): string {
  const lost =
    'The browser sent no cookie of this login: it blocks cookies here, or the login began in another browser.';
  return kept === null ? lost : `${lost} The platform’s storage did not give back what was kept there either.`;
}
