import type { PlatformRegistration } from '../../protocol/sandbox-tool.ts';
import type { SandboxRequest } from '../http/request.ts';
import { formFields } from '../http/request.ts';
import { sameText } from '../same-text.ts';
import { isBound } from './browser-binding.ts';
import { textOf, textsOf } from './claims.ts';
import type { Refusal } from './login-request.ts';
import { refuse } from './login-request.ts';
import type { PendingLogin } from './logins.ts';
import { splitToken } from './token-signature.ts';
import type { AdvantageTool } from './tool.ts';
import type { Leniency, Verified } from './verify-token.ts';
import { verifyToken } from './verify-token.ts';

/** A message that was received and verified. */
export interface Received extends Verified {
  readonly platform: PlatformRegistration;
}

/** How a misbehaving tool judges; a right one minds everything. */
export interface Manners {
  readonly leniency?: Leniency;
  /** Goes on without a login of its own: whoever the token says sent it is taken for the platform. */
  readonly anyState?: boolean;
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
  { leniency, anyState = false }: Manners = {},
): Promise<Received | AskStorage | Refusal> {
  const fields = formFields(request);
  const refused = errorResponse(fields);
  if (refused !== null) return refused;
  const [state, token] = [fields.get('state') ?? '', fields.get('id_token') ?? ''];
  if (token === '') return refuse('parameter-missing', 'The platform posted no id_token.');
  const login = tool.logins.find(state, request.now);
  const judging = { platforms: tool.platforms, keySets: tool.keySets, now: request.now };
  if (login === null && anyState) {
    const platform = claimedPlatform(token, tool);
    if (platform === null) return refuse('platform-unknown', 'The id_token is of no registered platform.');
    const skips: Leniency['skips'] = [...(leniency?.skips ?? []), 'nonce'];
    const verified = await verifyToken(token, {
      ...judging,
      platform,
      request: null,
      leniency: { ...leniency, skips },
    });
    return verified.ok ? { ...verified, platform } : verified;
  }
  if (login === null) return refuse('state-unknown', unknownState(state));
  if (!isBound(request, login)) {
    const kept = fields.get('kept');
    if (kept === null && login.storageTarget !== null) {
      return { ok: false, storage: login.storageTarget, login, fields: { state, id_token: token } };
    }
    if (!sameText(kept ?? '', login.browserSecret)) return refuse('state-cookie-missing', lostCookie(kept));
  }
  tool.logins.finish(state);
  const { platform } = login;
  const context = { ...judging, platform, request: login };
  const verified = await verifyToken(token, leniency === undefined ? context : { ...context, leniency });
  return verified.ok ? { ...verified, platform } : verified;
}

/** The registration a token that nobody asked for says it is of. */
function claimedPlatform(token: string, { platforms }: AdvantageTool): PlatformRegistration | null {
  const claims = splitToken(token)?.claims ?? {};
  const issuer = textOf(claims, 'iss');
  return (
    textsOf(claims.aud)
      .map((clientId) => platforms.find(issuer, clientId))
      .find((platform) => platform !== null) ?? null
  );
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
