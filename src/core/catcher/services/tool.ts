import { importJWK, type JWK, SignJWT } from 'jose';
import { z } from 'zod';
import type { CatcherCall } from '../../../protocol/models/lti/catcher-services.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import type { Clock, Random, Transport } from '../../ports.ts';
import { newId } from '../../vault/new-id.ts';
import { type Answered, ask } from './call.ts';

/** The catcher as a tool at a platform: who it is there, and what it signs with. */
export type ServiceTool = { clientId: string; tokenUrl: string; kid: string; privateKey: JWK };

export type ToolPorts = { transport: Transport; clock: Clock; random: Random };

/** Ends a run of calls; the message is for people, and the call that failed is the last of the record. */
export class ServiceFailure extends Error {
  override readonly name = 'ServiceFailure';
}

/** Calls of one run, each kept with its verdict. */
export type Calls = {
  readonly made: CatcherCall[];
  /** A token for these scopes (Security Framework 1.0 §4.1). Throws ServiceFailure where it is refused or lacks one of them. */
  token(scopes: readonly string[]): Promise<string>;
  /** Reads the answer by `schema`, told by `done` in a sentence. Throws ServiceFailure for a refusal and for what does not fit. */
  ask<T>(asked: ServiceRequest, schema: z.ZodType<T>, done: (value: T) => string): Promise<{ value: T; link: string }>;
};

export type ServiceRequest = {
  what: CatcherCall['what'];
  method: 'GET' | 'POST';
  url: string;
  accept: string;
  token: string;
  send?: { contentType: string; json: unknown };
};

const grantSchema = z.looseObject({ access_token: z.string().min(1), scope: z.string().optional() });
const errorSchema = z.looseObject({ error: z.string(), error_description: z.string().optional() });

export function createCalls(tool: ServiceTool, { transport, clock, random }: ToolPorts): Calls {
  const made: CatcherCall[] = [];
  const keep = ({ call }: Answered, ok: boolean, detail: string): void => {
    made.push({ ...call, ok, detail });
  };
  const fail = (answered: Answered, detail: string): never => {
    keep(answered, false, detail);
    throw new ServiceFailure(detail);
  };

  return {
    made,
    async token(scopes) {
      const assertion = await assertionOf(tool, { now: clock.now(), jti: newId(random) });
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
        scope: scopes.join(' '),
      }).toString();
      const headers: Pairs = [
        ['Content-Type', 'application/x-www-form-urlencoded'],
        ['Accept', 'application/json'],
      ];
      const answered = await ask(transport, { what: 'token', method: 'POST', url: tool.tokenUrl, headers, body });
      const grant = grantSchema.safeParse(answered.json);
      if (answered.call.response?.status !== 200 || !grant.success) {
        return fail(answered, `The token endpoint ${refusalOf(answered)}.`);
      }
      const granted = grant.data.scope?.split(' ') ?? scopes;
      const missing = scopes.find((scope) => !granted.includes(scope));
      if (missing !== undefined) return fail(answered, `The platform gave a token without ${missing}.`);
      keep(answered, true, 'The platform gave an access token.');
      return grant.data.access_token;
    },

    async ask({ what, method, url, accept, token, send }, schema, done) {
      const headers: Pairs = [
        ['Authorization', `Bearer ${token}`],
        ['Accept', accept],
        ...(send === undefined ? [] : ([['Content-Type', send.contentType]] satisfies Pairs)),
      ];
      const body = send === undefined ? null : JSON.stringify(send.json);
      const answered = await ask(transport, { what, method, url, headers, body });
      const { response } = answered.call;
      if (response === null || response.status >= 300) return fail(answered, `The platform ${refusalOf(answered)}.`);
      const parsed = schema.safeParse(answered.json);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const where = issue?.path.join('.') || 'the body';
        return fail(answered, `The platform answered with something else: ${where}: ${issue?.message ?? ''}.`);
      }
      keep(answered, true, done(parsed.data));
      return { value: parsed.data, link: answered.link };
    },
  };
}

/** The client's assertion (RFC 7523 §3, Security Framework 1.0 §4.1.1): good for a minute, used once. */
async function assertionOf(tool: ServiceTool, { now, jti }: { now: number; jti: string }): Promise<string> {
  const seconds = Math.floor(now / 1000);
  return new SignJWT({ jti })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: tool.kid })
    .setIssuer(tool.clientId)
    .setSubject(tool.clientId)
    .setAudience(tool.tokenUrl)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 60)
    .sign(await importJWK(tool.privateKey, 'RS256'));
}

function refusalOf({ call: { response }, json, problem }: Answered): string {
  if (response === null) return `could not be reached: ${problem ?? 'no answer'}`;
  const { data } = errorSchema.safeParse(json);
  const words =
    data === undefined ? '' : ` ${data.error}${data.error_description ? ` (${data.error_description})` : ''}`;
  return `answered ${response.status}${words}`;
}
