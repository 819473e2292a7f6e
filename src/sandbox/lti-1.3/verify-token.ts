import type { PlatformRegistration } from '../../protocol/sandbox-tool.ts';
import { textOf, textsOf } from './claims.ts';
import type { KeySets } from './key-set.ts';
import { isPlatformKey, UnreachableError } from './key-set.ts';
import type { Refusal } from './login-request.ts';
import { refuse } from './login-request.ts';
import type { LaunchMessage } from './message.ts';
import { checkMessage } from './message-rules.ts';
import type { Platforms } from './platforms.ts';
import type { TokenParts } from './token-signature.ts';
import { isSignedBy, isSignedWithPublicText, splitToken } from './token-signature.ts';

/** Checks a misbehaving tool can leave out, in the order they are made. */
export type TokenCheck =
  | 'signature'
  | 'issuer'
  | 'audience'
  | 'expiry'
  | 'issued-at'
  | 'nonce'
  | 'deployment'
  | 'version'
  | 'message-type'
  | 'subject'
  | 'roles'
  | 'resource-link'
  | 'target-link';

/** What a misbehaving verifier does not mind; a right one minds everything. */
export interface Leniency {
  readonly skips?: readonly TokenCheck[];
  /** Takes `alg: none`. */
  readonly takesUnsigned?: boolean;
  /** Takes HS256 with the platform's public key as its secret. */
  readonly takesSymmetric?: boolean;
  /** Tries every key, whatever `kid` says. */
  readonly takesAnyKey?: boolean;
  /** Verifies with the key the header carries (`jwk`), when it carries one. */
  readonly takesEmbeddedKey?: boolean;
}

export interface TokenContext {
  readonly platform: PlatformRegistration;
  readonly platforms: Platforms;
  readonly keySets: KeySets;
  /** Of the authentication request. Null: nobody knows it. */
  readonly request: { readonly nonce: string; readonly targetLinkUri: string } | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly leniency?: Leniency;
}

export type Verified = { readonly ok: true; readonly message: LaunchMessage; readonly claims: TokenParts['claims'] };

/** Seconds by which the two clocks may differ. */
const leewaySeconds = 10;
/** The oldest token that is taken, in seconds. */
const greatestAgeSeconds = 7200;

/** Verifies an id token, rule after rule; the first that does not hold is the answer (Security Framework 1.0 §5.1.3, LTI 1.3 §5). */
export async function verifyToken(token: string, context: TokenContext): Promise<Verified | Refusal> {
  const parts = splitToken(token);
  if (parts === null)
    return refuse('token-malformed', 'The id_token is no signed JWT: it has not three parts of JSON.');
  const forged = await checkSignature(parts, context);
  if (forged !== null) return forged;
  for (const [check, rule] of securityRules) {
    if (context.leniency?.skips?.includes(check) === true) continue;
    const problem = rule(parts.claims, context);
    if (problem !== null) return problem;
  }
  const message = checkMessage(parts.claims, context);
  return 'reason' in message ? message : { ok: true, message, claims: parts.claims };
}

async function checkSignature(parts: TokenParts, context: TokenContext): Promise<Refusal | null> {
  const { platform, keySets, leniency = {} } = context;
  const algorithm = textOf(parts.header, 'alg');
  const kid = textOf(parts.header, 'kid');
  if (algorithm === 'none' && leniency.takesUnsigned === true) return null;
  if (algorithm !== 'RS256' && !(algorithm === 'HS256' && leniency.takesSymmetric === true)) {
    return refuse(
      'token-algorithm',
      `The id_token is signed with ${algorithm || 'no algorithm'}; only RS256 is taken.`,
    );
  }
  if (leniency.skips?.includes('signature') === true) return null;
  const { jwk } = parts.header;
  if (leniency.takesEmbeddedKey === true && isPlatformKey(jwk) && (await isSignedBy(parts.token, [jwk]))) return null;
  try {
    const keys = await keySets.keys(platform.keySetUrl, kid);
    if (algorithm === 'HS256') {
      const signed = isSignedWithPublicText(parts.token, keys, platform.clientId);
      return signed ? null : refuse('token-signature', 'The id_token’s signature is invalid.');
    }
    const fitting = leniency.takesAnyKey === true ? keys : keys.filter((key) => kid !== '' && key.kid === kid);
    if (fitting.length === 0) {
      const said = kid === '' ? 'says no key (kid)' : `says key ${kid}`;
      const listed = keys.map((key) => key.kid ?? 'without kid').join(', ');
      return refuse('token-key-unknown', `The id_token ${said}; the platform’s key set has: ${listed || 'none'}.`);
    }
    const signed = await isSignedBy(parts.token, fitting);
    return signed ? null : refuse('token-signature', 'The id_token’s signature is invalid.');
  } catch (error) {
    if (error instanceof UnreachableError) return refuse('platform-unreachable', error.message);
    throw error;
  }
}

type Rule = (claims: TokenParts['claims'], context: TokenContext) => Refusal | null;

const securityRules: readonly (readonly [TokenCheck, Rule])[] = [
  ['issuer', checkIssuer],
  ['audience', checkAudience],
  ['expiry', checkExpiry],
  ['issued-at', checkIssuedAt],
  ['nonce', checkNonce],
];

function checkIssuer(claims: TokenParts['claims'], { platform }: TokenContext): Refusal | null {
  const issuer = textOf(claims, 'iss');
  if (issuer === platform.issuer) return null;
  return refuse('token-issuer', `The id_token’s iss is ${issuer || 'missing'}; registered is ${platform.issuer}.`);
}

function checkAudience(claims: TokenParts['claims'], { platform: { clientId } }: TokenContext): Refusal | null {
  const audiences = textsOf(claims.aud);
  if (!audiences.includes(clientId)) {
    return refuse('token-audience', `The id_token is for ${audiences.join(', ') || 'nobody'}, not for ${clientId}.`);
  }
  const party = claims.azp;
  if (party === undefined && audiences.length > 1) {
    return refuse('token-audience', 'The id_token has several audiences and no azp.');
  }
  if (party !== undefined && party !== clientId) {
    return refuse('token-audience', `The id_token’s azp is not ${clientId}.`);
  }
  return null;
}

function checkExpiry({ exp }: TokenParts['claims'], { now }: TokenContext): Refusal | null {
  if (typeof exp !== 'number') return refuse('token-expired', 'The id_token has no exp that is a number of seconds.');
  const late = now / 1000 - exp;
  return late >= leewaySeconds ? refuse('token-expired', `The id_token expired ${Math.round(late)} s ago.`) : null;
}

function checkIssuedAt({ iat, nbf }: TokenParts['claims'], { now }: TokenContext): Refusal | null {
  if (typeof iat !== 'number') return refuse('token-issued-at', 'The id_token has no iat that is a number of seconds.');
  const age = Math.round(now / 1000 - iat);
  if (age < -leewaySeconds) return refuse('token-issued-at', `The id_token was issued ${-age} s in the future.`);
  if (age > greatestAgeSeconds) return refuse('token-issued-at', `The id_token was issued ${age} s ago.`);
  if (nbf === undefined) return null;
  return typeof nbf === 'number' && nbf <= now / 1000 + leewaySeconds
    ? null
    : refuse('token-issued-at', 'The id_token is not valid yet (nbf).');
}

function checkNonce(claims: TokenParts['claims'], { request }: TokenContext): Refusal | null {
  const nonce = textOf(claims, 'nonce');
  if (nonce === '') return refuse('token-nonce', 'The id_token has no nonce.');
  if (nonce === request?.nonce) return null;
  return refuse('token-nonce', 'The id_token’s nonce is not the one of this login: the message was sent before.');
}
