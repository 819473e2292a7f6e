import { randomUUID } from 'node:crypto';
import type { JWTHeaderParameters, JWTPayload } from 'jose';
import { z } from 'zod';
import type { PlatformRegistration } from '../../protocol/sandbox-tool.ts';
import { callLocal } from './local-call.ts';
import type { AdvantageTool } from './tool.ts';

/** What came of a call of a service; `problem` is a sentence for a page. */
export type Served<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: string };

export interface TokenRequest {
  readonly platform: PlatformRegistration;
  readonly scopes: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** In place of the assertion's usual claims and header. */
  readonly claims?: JWTPayload;
  readonly header?: Partial<JWTHeaderParameters>;
}

export interface AccessToken {
  readonly token: string;
  /** What was granted, which may be less than was asked for. */
  readonly scopes: readonly string[];
}

const grantSchema = z.looseObject({ access_token: z.string().min(1), scope: z.string().optional() });
const errorSchema = z.looseObject({ error: z.string(), error_description: z.string().optional() });

/** Gets an access token by a signed assertion (Security Framework 1.0 §4.1.1, RFC 7523 §2.2). */
export async function getAccessToken(
  tool: AdvantageTool,
  { platform, scopes, now, claims = {}, header = {} }: TokenRequest,
): Promise<Served<AccessToken>> {
  const seconds = Math.floor(now / 1000);
  const key = await tool.key();
  const assertion = await key.sign(
    {
      iss: platform.clientId,
      sub: platform.clientId,
      aud: platform.tokenUrl,
      iat: seconds,
      exp: seconds + 60,
      jti: randomUUID(),
      ...claims,
    },
    header,
  );
  const called = await callLocal({
    method: 'POST',
    url: platform.tokenUrl,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      scope: scopes.join(' '),
    }).toString(),
  });
  if (!called.ok) return { ok: false, problem: `The token endpoint could not be asked: ${called.problem}.` };
  const grant = grantSchema.safeParse(called.json);
  if (called.status === 200 && grant.success) {
    const { access_token: token, scope } = grant.data;
    return { ok: true, value: { token, scopes: scope?.split(' ') ?? scopes } };
  }
  return { ok: false, problem: `The token endpoint answered ${called.status}${wordsOf(called.json)}.` };
}

/** The words of an error of OAuth 2.0 (RFC 6749 §5.2), or nothing. */
export function wordsOf(json: unknown): string {
  const { data } = errorSchema.safeParse(json);
  if (data === undefined) return '';
  return ` ${data.error}${data.error_description === undefined ? '' : ` (${data.error_description})`}`;
}
