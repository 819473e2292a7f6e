import type { SandboxReason } from '../../protocol/sandbox-control.ts';
import type { PlatformRegistration } from '../../protocol/sandbox-tool.ts';
import type { PendingLogin } from './logins.ts';
import type { Platforms } from './platforms.ts';

/** Why a request was refused, in words for a page. */
export interface Refusal {
  readonly ok: false;
  readonly reason: SandboxReason;
  readonly detail: string;
}

export function refuse(reason: SandboxReason, detail: string): Refusal {
  return { ok: false, reason, detail };
}

/** An initiated login a tool goes on with. */
export interface LoginRequest {
  readonly ok: true;
  readonly platform: PlatformRegistration;
  readonly loginHint: string;
  /** Null: none was sent, and none may be sent back. */
  readonly messageHint: string | null;
  readonly targetLinkUri: string;
  readonly storageTarget: string | null;
}

const required = ['iss', 'login_hint', 'target_link_uri'] as const;

/**
 * Reads the request that initiates a login (Security Framework 1.0 §5.1.1.1, LTI 1.3 §4.1).
 * @param origin - of the tool: it goes to no other target.
 */
export function readLoginRequest(
  parameters: URLSearchParams,
  { platforms, origin }: { platforms: Platforms; origin: string },
): LoginRequest | Refusal {
  const optional = (name: string): string | null => parameters.get(name) || null;
  for (const name of required) {
    if (optional(name) === null) {
      return refuse('login-parameter-missing', `The login was initiated without ${name}.`);
    }
    if (parameters.getAll(name).length > 1) {
      return refuse('login-parameter-missing', `The login was initiated with more than one ${name}.`);
    }
  }
  const [issuer = '', loginHint = '', targetLinkUri = ''] = required.map((name) => parameters.get(name) ?? '');
  const clientId = optional('client_id');
  const platform = platforms.find(issuer, clientId);
  if (platform === null) return refuse('platform-unknown', unknownPlatform(issuer, clientId, platforms));
  if (!isBelow(targetLinkUri, origin)) {
    return refuse(
      'target-link-invalid',
      `The target link ${targetLinkUri} is not an address of this tool (${origin}).`,
    );
  }
  return {
    ok: true,
    platform,
    loginHint,
    messageHint: optional('lti_message_hint'),
    targetLinkUri,
    storageTarget: optional('lti_storage_target'),
  };
}

function unknownPlatform(issuer: string, clientId: string | null, platforms: Platforms): string {
  const known = platforms.list();
  const wanted = `No platform is registered with issuer ${issuer}${clientId === null ? '' : ` and client id ${clientId}`}.`;
  if (known.length === 0) return `${wanted} None is registered at all.`;
  const sameIssuer = known.filter((platform) => platform.issuer === issuer);
  if (sameIssuer.length > 0 && clientId === null) {
    return `Several clients are registered for issuer ${issuer}, and the login does not say which client_id it is for.`;
  }
  const names = known.map((platform) => `${platform.issuer} (${platform.clientId})`);
  return `${wanted} Registered: ${names.slice(0, 5).join(', ')}.`;
}

function isBelow(url: string, origin: string): boolean {
  try {
    return new URL(url).origin === origin;
  } catch {
    return false;
  }
}

/** The authentication request as parameters in order (Security Framework 1.0 §5.1.1.2). */
export function authenticationRequest(
  login: PendingLogin,
  { loginHint, messageHint }: LoginRequest,
  redirectUri: string,
): [name: string, value: string][] {
  return [
    ['scope', 'openid'],
    ['response_type', 'id_token'],
    ['response_mode', 'form_post'],
    ['prompt', 'none'],
    ['client_id', login.platform.clientId],
    ['redirect_uri', redirectUri],
    ['login_hint', loginHint],
    ...(messageHint === null ? [] : ([['lti_message_hint', messageHint]] satisfies [string, string][])),
    ['state', login.state],
    ['nonce', login.nonce],
  ];
}

/** The platform's authorization address with these parameters added to its own. */
export function authorizationAddress(
  { authorizationUrl }: PlatformRegistration,
  parameters: readonly (readonly [name: string, value: string])[],
): string {
  const url = new URL(authorizationUrl);
  for (const [name, value] of parameters) url.searchParams.append(name, value);
  return url.href;
}
