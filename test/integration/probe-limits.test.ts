import { createHmac } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Probe, probeSchema } from '../../src/protocol/models/exchanges/probe.ts';
import { toolSecret, type WorkspaceWithTool, workspaceWithTool } from '../fixtures/workspace-with-tool.ts';

type Manner = (response: ServerResponse, form: URLSearchParams) => void;

const refuse: Manner = (response) => response.writeHead(401).end('Invalid signature');
const accept: Manner = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Welcome</p>');

const encode = (value: string) =>
  encodeURIComponent(value).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/** Whether a form was signed for this address by the rules (RFC 5849 §3.4.2), told without Countersign's own code. */
function isSignedFor(url: string, form: URLSearchParams): boolean {
  const pairs = [...form]
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const base = `POST&${encode(url)}&${encode(pairs.map(([name, value]) => `${name}=${value}`).join('&'))}`;
  const expected = createHmac('sha1', `${encode(toolSecret)}&`)
    .update(base)
    .digest('base64');
  return form.get('oauth_signature') === expected;
}

let manner: Manner = refuse;
let forms: URLSearchParams[] = [];
let cookies: (string | undefined)[] = [];
const tool = createServer(async (request, response) => {
  if (request.method !== 'POST') return response.writeHead(200).end('Welcome');
  const form = new URLSearchParams(await text(request));
  forms.push(form);
  cookies.push(request.headers.cookie);
  return manner(response, form);
});
let origin = '';
let workspace: WorkspaceWithTool;
let id = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => tool.listen(0, '127.0.0.1', resolve));
  const address = tool.address();
  origin = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  workspace = await workspaceWithTool(origin);
  const exchange = await workspace.launch([
    ['lti_message_type', 'basic-lti-launch-request'],
    ['lti_version', 'LTI-1p0'],
    ['resource_link_id', '1'],
  ]);
  id = exchange.id;
  forms = [];
});
afterEach(() => {
  manner = refuse;
  forms = [];
  cookies = [];
});
afterAll(async () => {
  await workspace.close();
  tool.closeAllConnections();
  tool.close();
});

const input = { id: 'probe', consent: true };
const probe = async (more: object = {}): Promise<Probe> =>
  probeSchema.parse(await workspace.ask('diagnosis.probe', { exchangeId: id, ...input, ...more }));

/** A tool that verifies rightly, but for an address of its own choice. */
const verifying =
  (ownUrl: (url: string) => string, taken: Manner = accept): Manner =>
  (response, form) =>
    (isSignedFor(ownUrl(launchUrl()), form) ? taken : refuse)(response, form);
let launchPath = '';
const launchUrl = () => `${origin}${launchPath}`;

test('a tool that refuses everything has no cause, and never gets more launches than allowed', async () => {
  const answer = await probe({ maxAttempts: 9 });
  expect(answer).toMatchObject({ outcome: 'none-accepted', finding: null });
  expect(forms).toHaveLength(9 - 2);
  expect(answer.notTried).toBeGreaterThan(0);
  expect(answer.attempts.every(({ result }) => result === 'refused')).toBe(true);
});

test('each launch has its own nonce and signature, no cookie, and no text holds the secret', async () => {
  manner = (response) => response.writeHead(403, { 'set-cookie': 's=1' }).end(`Invalid signature for ${toolSecret}`);
  const answer = await probe();
  for (const name of ['oauth_nonce', 'oauth_signature'])
    expect(new Set(forms.map((form) => form.get(name))).size).toBe(forms.length);
  expect(cookies.every((cookie) => cookie === undefined)).toBe(true);
  expect(JSON.stringify(answer)).not.toContain(toolSecret);
  expect(answer.attempts[0]?.said).toContain('Invalid signature for');
});

test('a tool that accepts everything has no cause', async () => {
  manner = accept;
  expect(await probe()).toMatchObject({ outcome: 'accepts-anything', finding: null });
  expect(forms).toHaveLength(2);
});

test('a healthy tool: the right signature is accepted now', async () => {
  launchPath = new URL((await workspace.exchange(id)).url).pathname;
  manner = verifying((url) => url);
  expect(await probe()).toMatchObject({ outcome: 'accepted-now', finding: null });
});

test('a refusal that is a page with status 200 is told from acceptance, and the answer is kept with the exchange', async () => {
  manner = (response, form) =>
    isSignedFor(launchUrl().replace('http:', 'https:'), form)
      ? accept(response, form)
      : response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<h1>Error</h1><p>The OAuth signature is invalid.</p>');
  const answer = await probe();
  expect(answer.finding).toMatchObject({ cause: 'url-scheme', owner: 'network' });
  expect(answer.finding?.detail).toContain('it was accepted twice');
  expect((await workspace.exchange(id)).probe).toEqual(answer);
});

test('a tool that accepts once and not again has no cause', async () => {
  let taken = 0;
  manner = (response, form) => {
    const fits = isSignedFor(launchUrl().replace('http:', 'https:'), form) && taken++ === 0;
    (fits ? accept : refuse)(response, form);
  };
  expect(await probe()).toMatchObject({ outcome: 'unsteady', finding: null });
});

test('a tool that begins to accept anything has no cause', async () => {
  manner = (response, form) => (forms.length > 4 ? accept : refuse)(response, form);
  expect(await probe()).toMatchObject({ outcome: 'accepts-anything', finding: null });
});

test('a tool that asks to be left alone is left alone', async () => {
  manner = (response, form) => (forms.length > 3 ? response.writeHead(429).end('Slow down') : refuse(response, form));
  expect(await probe()).toMatchObject({ outcome: 'busy' });
  expect(forms).toHaveLength(4);
});

test('a redirect to another host is an answer, and is not followed', async () => {
  let visited = 0;
  const elsewhere = createServer((_request, response) => {
    visited += 1;
    response.end('elsewhere');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const address = elsewhere.address();
  const to = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/`;
  manner = verifying(
    (url) => url.replace('http:', 'https:'),
    (response) => response.writeHead(302, { location: to }).end(),
  );
  expect((await probe()).finding?.cause).toBe('url-scheme');
  expect(visited).toBe(0);
  elsewhere.close();
});

test('it ends when it is cancelled, keeping what was found; the same exchange is not probed twice at once', async () => {
  let arrived = () => {};
  const held = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  manner = (response, form) => (forms.length < 3 ? refuse(response, form) : arrived());
  const under = probe();
  await held;
  await expect(probe({ id: 'another' })).rejects.toThrow('conflict');
  await workspace.ask('diagnosis.probeCancel', { id: 'probe' });
  expect(await under).toMatchObject({ outcome: 'cancelled', attempts: [{ role: 'control' }, { role: 'wrong' }] });
});

test('it is refused without consent, for what does not exist and for hosts the credential may not go to', async () => {
  await expect(probe({ consent: false })).rejects.toThrow('consent');
  await expect(probe({ exchangeId: 'nothing' })).rejects.toThrow('not-found');
  const { credentialId } = workspace;
  const draft = { kind: 'oauth-consumer', name: 'Tool', consumerKey: 'tool-key', allowedHosts: ['other.example'] };
  await workspace.ask('credentials.update', { id: credentialId, draft: { ...draft, secret: toolSecret } });
  await expect(probe()).rejects.toThrow('credential.host-not-allowed');
  await workspace.ask('credentials.update', {
    id: credentialId,
    draft: { ...draft, allowedHosts: [new URL(origin).host], secret: 'another-secret-for-tests' },
  });
  await expect(probe()).rejects.toThrow('probe.not-possible');
  expect(forms).toHaveLength(0);
});
