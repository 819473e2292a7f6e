import { createHmac, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { StartOptions } from './start.ts';

/** Frozen time of the servers in tests: 2026-03-01T12:00:00.000Z. */
export const testTime = Date.UTC(2026, 2, 1, 12);

export const credentials = {
  examPlatform: { apiToken: 'api-token-for-tests', secretKey: 'secret-key-for-tests' },
  bookshelf: { consumerKey: 'launch-key-for-tests', secret: 'launch&secret for tests' },
  libraryStore: {
    consumerKey: 'store-key-for-tests',
    secret: 'store secret + for/tests',
    access: { kind: 'plan', plan: 'Campus' },
  },
  misbehavingTool: { consumerKey: 'tool-key-for-tests', secret: 'tool%secret+for=tests' },
} as const;

export const testOptions: StartOptions = { ...credentials, now: () => testTime };

let lastNonce = 1_000_000;

/** A nonce no other call of this test file has. */
export function freshNonce(): number {
  lastNonce += 1;
  return lastNonce;
}

/** Signature of the exam platform, written a second time: `values` are the texts to sign, in any order. */
export function examSignature(values: Readonly<Record<string, string>>, secretKey: string): string {
  const names = Object.keys(values).sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  const base = names.map((name) => `${name}=${values[name]}`).join('?');
  return createHmac('sha256', secretKey).update(base).digest('hex');
}

/** Parameters of a call with timestamp, fresh nonce and signature added. */
export function signedExamCall(
  values: Readonly<Record<string, string>>,
  options: { secretKey?: string; timestamp?: number; nonce?: number; pathId?: string } = {},
): Record<string, string> {
  const all: Record<string, string> = {
    ...values,
    timestamp: String(options.timestamp ?? testTime),
    nonce: String(options.nonce ?? freshNonce()),
  };
  const signed = options.pathId === undefined ? all : { ...all, id: options.pathId };
  return { ...all, signature: examSignature(signed, options.secretKey ?? credentials.examPlatform.secretKey) };
}

export const examHeaders = {
  accept: 'application/vnd.procwise.v3',
  authorization: `Token token=${credentials.examPlatform.apiToken}`,
} as const;

export type PathIds = Readonly<Record<string, string>>;

/**
 * Any call of the exam platform's API as a right client makes it: GET and DELETE with the parameters in the query, the others
 * with a JSON body; the ids in the path (`ids`) signed, and not repeated. `path` is below `/api/v3`.
 */
export function callExamApi(
  origin: string,
  [method, path]: readonly [method: string, path: string],
  values: Readonly<Record<string, string>> = {},
  ids: PathIds = {},
): Promise<Response> {
  const call: Record<string, string> = { ...values, timestamp: String(testTime), nonce: String(freshNonce()) };
  const signature = examSignature({ ...call, ...ids }, credentials.examPlatform.secretKey);
  const signed = { ...call, signature };
  const url = `${origin}/api/v3${path}`;
  return method === 'GET' || method === 'DELETE'
    ? fetch(`${url}?${new URLSearchParams(signed)}`, { method, headers: examHeaders })
    : fetch(url, {
        method,
        headers: { ...examHeaders, 'content-type': 'application/json' },
        body: JSON.stringify(signed),
      });
}

export const toolProviderValues = {
  tool_name: 'Some name – é',
  oauth_consumer_key: 'their-key',
  oauth_consumer_secret: 'their-secret',
} as const;

/** POSTs a tool provider as JSON. */
export function postToolProvider(
  origin: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${origin}/api/v3/tool_providers`, {
    method: 'POST',
    headers: { ...examHeaders, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
  });
}

/** RFC 3986 encoding of RFC 5849 §3.6. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** HMAC-SHA1 signature written by hand: RFC 5849 §3.4.1 without a token. */
export function oauthSignature(
  url: string,
  fields: readonly (readonly [string, string])[],
  secret: string,
  hash: 'sha1' | 'sha256' = 'sha1',
): string {
  const { origin, pathname, searchParams } = new URL(url);
  const parameters = [...searchParams, ...fields]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .map((pair) => pair.split('='))
    .sort(([a = '', b = ''], [c = '', d = '']) => (a === c ? (b < d ? -1 : 1) : a < c ? -1 : 1))
    .map((pair) => pair.join('='))
    .join('&');
  const base = ['POST', encode(`${origin}${pathname}`), encode(parameters)].join('&');
  return createHmac(hash, `${encode(secret)}&`)
    .update(base)
    .digest('base64');
}

export const launchValues: Readonly<Record<string, string>> = {
  lti_message_type: 'basic-lti-launch-request',
  lti_version: 'LTI-1p0',
  resource_link_id: 'rl-1',
  user_id: 'XQAvw178fejlkw9044',
  roles: 'Learner',
  launch_presentation_document_target: 'window',
  lis_person_name_full: 'Ines Example',
  context_title: 'English 101 — Émile & co + 50%',
};

/** OAuth parameters of a launch, still unsigned. */
export function oauthValues(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    oauth_consumer_key: credentials.bookshelf.consumerKey,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(testTime / 1000),
    oauth_nonce: randomUUID(),
    oauth_version: '1.0',
    oauth_callback: 'about:blank',
    ...changes,
  };
}

/** A launch's form, signed; an empty value in `changes` leaves the parameter out. */
export function signedLaunch(
  url: string,
  changes: Readonly<Record<string, string>> = {},
  secret: string = credentials.bookshelf.secret,
): URLSearchParams {
  const fields = Object.entries({ ...launchValues, ...oauthValues(), ...changes }).filter(([, value]) => value !== '');
  return new URLSearchParams([...fields, ['oauth_signature', oauthSignature(url, fields, secret)]]);
}

export function postForm(
  url: string,
  form: URLSearchParams,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(url, { method: 'POST', body: form, headers, redirect: 'manual' });
}

/** Text of the element that carries `data-field="name"`, entities left as they are; null when there is none. */
export function fieldOf(markup: string, name: string): string | null {
  return new RegExp(`data-field="${name}"[^>]*>([^<]*)<`).exec(markup)?.[1] ?? null;
}

/** GET with any Host header, which fetch would not send. */
export function statusForHost(origin: string, host: string): Promise<number> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path: '/', headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end();
  });
}
