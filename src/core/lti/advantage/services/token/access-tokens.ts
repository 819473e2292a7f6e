import { createHash } from 'node:crypto';
import type { ServiceCheck } from '../../../../../protocol/models/advantage/services.ts';
import type { Clock, Random } from '../../../../ports.ts';
import { check, failed, must, passed } from '../checks.ts';
import { header, problemAnswer, type ServiceAnswer, type ServiceRequest } from '../http.ts';

export const lifetimeSeconds = 3600;
const keptTokens = 2000;

type Grant = { registrationId: string; scopes: readonly string[] /** Epoch milliseconds. */; expiresAt: number };

/** Access tokens that are good now. Of a token only its hash is kept, in memory. */
export type AccessTokens = {
  /** A new one, for {@link lifetimeSeconds}. */
  issue(registrationId: string, scopes: readonly string[]): string;
  /** Whether a request may do what needs one of `scopes`; `refusal` is the answer to one that may not (RFC 6750 §3). */
  authorise(
    request: Pick<ServiceRequest, 'headers' | 'query'>,
    registrationId: string,
    scopes: readonly string[],
  ): { checks: ServiceCheck[]; refusal: ServiceAnswer | null; scopes: readonly string[] };
  /** Ends the tokens of a registration, as their expiry would. Returns how many there were. */
  revoke(registrationId: string): number;
};

export function createAccessTokens({ clock, random }: { clock: Clock; random: Random }): AccessTokens {
  const grants = new Map<string, Grant>();
  return {
    issue(registrationId, scopes) {
      const token = Buffer.from(random.bytes(32)).toString('base64url');
      grants.set(hashOf(token), { registrationId, scopes, expiresAt: clock.now() + lifetimeSeconds * 1000 });
      const [oldest] = grants.keys();
      if (grants.size > keptTokens && oldest !== undefined) grants.delete(oldest);
      return token;
    },
    authorise(request, registrationId, scopes) {
      const token = bearerToken(request);
      const grant = token === null ? undefined : grants.get(hashOf(token));
      const checks = [tokenCheck(request, token, grant, registrationId, clock.now())];
      if (checks[0]?.status === 'failed') return { checks, refusal: unauthorised(token, checks[0]), scopes: [] };
      const held = grant?.scopes ?? [];
      checks.push(scopeCheck(held, scopes));
      return { checks, refusal: checks[1]?.status === 'failed' ? insufficient(scopes, checks[1]) : null, scopes: held };
    },
    revoke(registrationId) {
      const ended = [...grants].filter(([, grant]) => grant.registrationId === registrationId);
      for (const [hash] of ended) grants.delete(hash);
      return ended.length;
    },
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('base64');
}

/** The token of the Authorization header (RFC 6750 §2.1). */
export function bearerToken({ headers }: Pick<ServiceRequest, 'headers'>): string | null {
  return /^bearer +(\S+)\s*$/i.exec(header(headers, 'authorization') ?? '')?.[1] ?? null;
}

function tokenCheck(
  request: Pick<ServiceRequest, 'headers' | 'query'>,
  token: string | null,
  grant: Grant | undefined,
  registrationId: string,
  now: number,
): ServiceCheck {
  const rule = {
    id: 'access-token',
    title: 'It brings an access token that is good.',
    expected: 'Authorization: Bearer, with a token of the token endpoint that has not run out.',
    source: 'RFC 6750 §2.1; 1EdTech Security Framework 1.0 §4.1',
  };
  if (token === null) {
    const sent = header(request.headers, 'authorization');
    const where = request.query.has('access_token') ? 'The token is in the URL, where logs keep it.' : null;
    const scheme = sent === null ? 'There is no Authorization header.' : 'The Authorization header is no Bearer token.';
    return check(rule, failed(where ?? scheme));
  }
  if (grant === undefined)
    return check(rule, failed('This token was not issued here, or not since the app was started.'));
  if (grant.registrationId !== registrationId) return check(rule, failed('The token is of another registration.'));
  const left = Math.round((grant.expiresAt - now) / 1000);
  return check(rule, left <= 0 ? failed(`It ran out ${-left} s ago.`) : passed(`It is good for another ${left} s.`));
}

function scopeCheck(held: readonly string[], wanted: readonly string[]): ServiceCheck {
  return check(
    {
      id: 'scope',
      title: 'The token is good for this.',
      expected: `The scope ${wanted.join(' or ')}.`,
      source: 'RFC 6750 §3.1',
    },
    must(
      wanted.some((scope) => held.includes(scope)),
      `It has ${held.length === 0 ? 'no scopes' : held.join(' ')}.`,
    ),
  );
}

const realm = 'Bearer realm="Countersign"';

/** Without a token no error code is told, only how to authenticate (RFC 6750 §3.1). */
function unauthorised(token: string | null, { seen }: ServiceCheck): ServiceAnswer {
  const challenge = token === null ? realm : `${realm}, error="invalid_token", error_description="${quotable(seen)}"`;
  return problemAnswer(401, 'Unauthorized', seen, [['WWW-Authenticate', challenge]]);
}

function insufficient(scopes: readonly string[], { seen }: ServiceCheck): ServiceAnswer {
  const challenge = `${realm}, error="insufficient_scope", error_description="${quotable(seen)}", scope="${scopes.join(' ')}"`;
  return problemAnswer(403, 'Forbidden', seen, [['WWW-Authenticate', challenge]]);
}

/** Characters a quoted error description may have (RFC 6750 §3). */
export function quotable(text: string): string {
  return text
    .replace(/’/g, "'")
    .replace(/["\\]/g, "'")
    .replace(/[^\x20-\x7e]/g, '?');
}
