import { z } from 'zod';
import type { PlatformRegistration } from '../../protocol/sandbox-tool.ts';
import type { Served } from './access-token.ts';
import { wordsOf } from './access-token.ts';
import { isRecord, textOf } from './claims.ts';
import { callLocal } from './local-call.ts';

/** What the tool reads of a platform's OpenID configuration (Dynamic Registration 1.0 §3.3). */
const configurationSchema = z.looseObject({
  issuer: z.string().min(1),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  registration_endpoint: z.url(),
});
export type OpenidConfiguration = z.infer<typeof configurationSchema>;

const answerSchema = z.looseObject({ client_id: z.string().min(1) });

/** Fetches the platform's configuration. It has to be at the issuer's own host, or anybody could pass for any platform (§3.3). */
export async function readOpenidConfiguration(url: string): Promise<Served<OpenidConfiguration>> {
  const called = await callLocal({ method: 'GET', url, headers: { accept: 'application/json' } });
  if (!called.ok) return { ok: false, problem: `The platform’s configuration could not be read: ${called.problem}.` };
  if (called.status !== 200) {
    return { ok: false, problem: `The platform’s configuration could not be read: it answered ${called.status}.` };
  }
  const parsed = configurationSchema.safeParse(called.json);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'the whole'))];
    return {
      ok: false,
      problem: `The platform’s configuration cannot be used: ${names.join(', ')} is missing or wrong.`,
    };
  }
  return hostOf(parsed.data.issuer) === new URL(url).host
    ? { ok: true, value: parsed.data }
    : {
        ok: false,
        problem: `The configuration names the issuer ${parsed.data.issuer}, which is another host than its own.`,
      };
}

function hostOf(issuer: string): string {
  try {
    return new URL(issuer).host;
  } catch {
    return '';
  }
}

export interface RegistrationMade {
  readonly platform: PlatformRegistration;
  /** What the platform answered, as text to show. */
  readonly answer: string;
}

/** Registers the tool with the platform (§3.5, §3.6). @param token - of the platform's registration address, '' when it gave none. */
export async function registerWith(
  configuration: OpenidConfiguration,
  token: string,
  tool: Readonly<Record<string, unknown>>,
): Promise<Served<RegistrationMade>> {
  const called = await callLocal({
    method: 'POST',
    url: configuration.registration_endpoint,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(tool),
  });
  if (!called.ok) return { ok: false, problem: `The registration could not be sent: ${called.problem}.` };
  const answer = answerSchema.safeParse(called.json);
  if (called.status >= 300 || !answer.success) {
    const words = called.status >= 300 ? wordsOf(called.json) : ' without a client_id';
    return { ok: false, problem: `The registration was answered with ${called.status}${words}.` };
  }
  const settings = answer.data['https://purl.imsglobal.org/spec/lti-tool-configuration'];
  const deployment = isRecord(settings) ? textOf(settings, 'deployment_id') : '';
  return {
    ok: true,
    value: {
      platform: {
        issuer: configuration.issuer,
        clientId: answer.data.client_id,
        deploymentIds: deployment === '' ? [] : [deployment],
        authorizationUrl: configuration.authorization_endpoint,
        tokenUrl: configuration.token_endpoint,
        keySetUrl: configuration.jwks_uri,
      },
      answer: JSON.stringify(called.json, null, 2),
    },
  };
}
