import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hmacsign } from 'oauth-sign';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpStage } from '../../src/core/adapters/node/http-stage/http-stage.ts';
import { createTransport } from '../../src/core/http/index.ts';
import type { Bundle, MadeBundle, PersonalChoice } from '../../src/protocol/models/data/bundle.ts';
import { findCanaries, makeCanary } from '../security/canaries.ts';
import { Bench, passphrase, startTool, type Tool } from './bench.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const secret = makeCanary('launch-secret');
const otherSecret = makeCanary('other-secret');
const apiToken = makeCanary('api-token', 'token');
const session = makeCanary('session', 'token');
const secrets = [secret, otherSecret, apiToken, session];
const person = makeCanary('person-name');
const mail = 'robin.reader@northfield.example';

let bench: Bench;
let tool: Tool;
let exchangeId = '';

/** Every way a tool may write down what it should not. */
function spellingsOf(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  const escaped = [...text].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  const base64 = [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift, 'a'), bytes]).toString('base64'));
  return [
    text,
    JSON.stringify({ text }),
    JSON.stringify(JSON.stringify({ text })),
    escaped,
    encodeURIComponent(text),
    encodeURIComponent(encodeURIComponent(text)),
    new URLSearchParams({ text }).toString(),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...base64,
    ...base64.map((one) => one.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')),
    [...text].map((one) => `&#x${one.charCodeAt(0).toString(16)};`).join(''),
  ];
}

function everythingSaidBack(body: string): string {
  const lines = [secret, otherSecret, apiToken].flatMap((canary) => spellingsOf(canary.secret));
  const told = JSON.stringify({ session_token: session.secret, reader: person.secret });
  return `<title>Invalid signature</title><p>${body}</p>${lines.join('\n')}\n${told}`;
}

beforeAll(async () => {
  bench = new Bench(httpStage({ transport: () => createTransport(), userAgent: 'test', timeoutMs: 30_000 }));
  await bench.createVault();
  tool = await startTool((request, response, body) => {
    if (request.method === 'POST') {
      response.writeHead(302, {
        location: `/error?session_token=${encodeURIComponent(session.secret)}&who=${encodeURIComponent(mail)}`,
        'set-cookie': `sid=${encodeURIComponent(session.secret)}; Path=/`,
        'x-echo': encodeURIComponent(otherSecret.secret),
      });
      response.end();
      return;
    }
    response.writeHead(403, { 'content-type': 'text/html; charset=utf-8' });
    response.end(everythingSaidBack(body));
  });
  const host = new URL(tool.url).host;
  const create = (name: string, consumerKey: string, value: string) =>
    bench.call('credentials.create', {
      draft: { kind: 'oauth-consumer', name, consumerKey, secret: value, allowedHosts: [host] },
    });
  const credential = await create('Northfield', 'northfield', secret.secret);
  await create('Other customer', 'other', otherSecret.secret);
  await bench.call('credentials.create', {
    draft: {
      kind: 'proctorexam',
      name: 'Exams',
      apiToken: apiToken.secret,
      secretKey: 'abc',
      allowedHosts: [host],
    },
  });
  const connection = await bench.call('connections.create', {
    draft: {
      name: 'Northfield shelf',
      contractId: 'vitalsource-launch',
      baseUrl: tool.url,
      credentialId: credential.id,
      environment: 'test',
    },
  });
  const { values } = await bench.call('connections.loadForm', { id: connection.id, operationId: 'launchBookByVbid' });
  const body = (name: string, value: string) => ({ name, value, in: 'body' as const });
  const personal = { user_id: '4711', lis_person_name_full: person.secret, lis_person_contact_email_primary: mail };
  const form = {
    connectionId: connection.id,
    operationId: 'launchBookByVbid',
    values: [
      ...values.filter(({ name }) => !Object.hasOwn(personal, name) && name !== 'vbid'),
      { name: 'vbid', value: 'BOOK-1', in: 'path' as const },
      ...Object.entries(personal).map(([name, value]) => body(name, value)),
    ],
  };
  const { id } = await bench.call('exchanges.launch', { form, anyway: true, mode: 'window' });
  await bench.ended(id);
  exchangeId = id;
});
afterAll(async () => {
  await bench.remove();
  await tool.close();
});

const made = (personal: PersonalChoice): Promise<MadeBundle> =>
  bench.call('bundle.make', { source: { kind: 'exchange', id: exchangeId }, personal });

function messageOf({ reverify }: Bundle) {
  if (reverify.state === 'left-out') throw new Error(reverify.detail);
  return reverify.message;
}

describe('the bundle of a launch that failed', () => {
  test.each(['keep', 'pseudonyms', 'mask'] as const)(
    'holds no secret and no token: personal data %s',
    async (choice) => {
      const { html, bundle, searched } = await made(choice);
      expect(findCanaries(html, secrets)).toEqual([]);
      expect(findCanaries(JSON.stringify(bundle), secrets)).toEqual([]);
      expect(searched).toBeGreaterThanOrEqual(5);
      expect(html).toContain('Invalid signature');
    },
  );

  test('says what failed, where and by which contract', async () => {
    const { bundle, html, fileName } = await made('keep');
    expect(bundle.conclusion.state).toBe('failed');
    expect(bundle.subject).toMatchObject({
      kind: 'exchange',
      connection: 'Northfield shelf',
      contract: { id: 'vitalsource-launch', version: expect.stringMatching(/\d/), operation: 'launchBookByVbid' },
    });
    expect(bundle.signature).toMatchObject({ verdict: 'valid', scheme: 'oauth1', method: 'HMAC-SHA1' });
    expect(bundle.signature?.baseString).toMatch(/^POST&http%3A/);
    expect(bundle.timeline?.text).toMatch(/^2 hops in a window/);
    expect(bundle.responses.map(({ status }) => status)).toEqual([302, 403]);
    expect(fileName).toMatch(/^evidence-launchBookByVbid-\d{8}-\d{4}\.html$/);
    expect(html).toContain(`countersign verify --bundle ${fileName} --secret-file`);
  });

  test('lets anybody with the secret compute the signature again, by code that is not ours', async () => {
    const { method, url, fields } = messageOf((await made('keep')).bundle);
    const { oauth_signature: signature, ...rest } = Object.fromEntries(fields ?? []);
    expect(hmacsign(method, url, rest, secret.secret)).toBe(signature);
  });

  test.each(['pseudonyms', 'mask'] as const)('tells nothing of a person: %s', async (choice) => {
    const { html, bundle } = await made(choice);
    expect(findCanaries(html, [person])).toEqual([]);
    for (const text of [mail, encodeURIComponent(mail), encodeURIComponent(encodeURIComponent(mail)), '4711']) {
      expect(html).not.toContain(text);
    }
    expect(bundle.reverify).toMatchObject({ state: 'left-out', why: 'personal-data' });
    expect(html).toContain('can be read but not verified again');
    expect(bundle.personal.found.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['user_id', 'lis_person_name_full', 'lis_person_contact_email_primary']),
    );
  });

  test('has the same stand-in for the same person everywhere', async () => {
    const { bundle } = await made('pseudonyms');
    expect(bundle.request?.fields).toContainEqual(['lis_person_contact_email_primary', 'user1@masked.example']);
    expect(bundle.signature?.baseString).toContain('user1%2540masked.example');
    expect(bundle.responses[1]?.url).toContain('who=user1%40masked.example');
  });

  test('leaves out bodies and the names of cookies by choice', async () => {
    const source = { kind: 'exchange' as const, id: exchangeId };
    const { html, bundle } = await bench.call('bundle.make', {
      source,
      personal: 'keep',
      bodies: false,
      cookieNames: false,
    });
    expect(bundle.responses.every(({ body }) => body === null)).toBe(true);
    expect(html).not.toContain('Invalid signature');
    expect(bundle.responses[0]?.headers).toContainEqual(['set-cookie', expect.stringMatching(/^cookie-1=/)]);
  });

  test('is not written when a secret stands in words of one’s own', async () => {
    const problem = await bench.refusal('bundle.make', {
      source: { kind: 'exchange', id: exchangeId },
      personal: 'keep',
      note: `We use ${Buffer.from(otherSecret.secret).toString('base64')}.`,
    });
    expect(problem).toMatchObject({
      code: 'bundle.holds-secret',
      params: { owner: 'the secret of the credential "Other customer"', place: 'note' },
    });
    expect(findCanaries(JSON.stringify(problem), secrets)).toEqual([]);
  });

  test('names secrets it could only look for as whole values', async () => {
    const { bundle } = await made('keep');
    expect(bundle.masked.join(' ')).toContain('the secret key of the credential "Exams"');
  });
});

describe('a bundle from the other side', () => {
  test('is verified with the right secret and with a wrong one', async () => {
    const { html, bundle } = await made('keep');
    expect(await bench.call('bundle.read', { text: html })).toEqual({ bundle });
    expect(await bench.call('bundle.verify', { text: html, secret: secret.secret })).toMatchObject({
      verdict: 'valid',
    });
    const wrong = await bench.call('bundle.verify', { text: JSON.stringify(bundle), secret: 'another secret' });
    expect(wrong).toMatchObject({ verdict: 'invalid', findings: [{ cause: 'unknown' }] });
    const padded = await bench.call('bundle.verify', { text: html, secret: `${secret.secret} ` });
    expect(padded).toMatchObject({ verdict: 'invalid', findings: [{ cause: 'secret-whitespace' }] });
    expect(findCanaries(JSON.stringify(padded), secrets)).toEqual([]);
  });

  test('without what was signed is not verified', async () => {
    const { html } = await made('mask');
    expect(await bench.refusal('bundle.verify', { text: html, secret: 'x' })).toMatchObject({
      code: 'bundle.not-verifiable',
      detail: expect.stringContaining('personal data kept'),
    });
  });

  test('is refused when it is none, cut off, too deep, of another version or has members of its own', async () => {
    const { html, bundle } = await made('mask');
    const page = (json: string) => `<script type="application/json" id="countersign-evidence">${json}</script>`;
    for (const [text, detail] of [
      ['', 'it holds no evidence'],
      ['<p>Hello</p>', 'it holds no evidence'],
      [html.slice(0, html.length / 2), 'it holds no evidence'],
      [page('{"format":'), 'not JSON'],
      ['['.repeat(100_000), 'it holds no evidence'],
      [`{"a":${'['.repeat(100_000)}`, 'nested too deeply'],
      [JSON.stringify({ ...bundle, version: 2 }), 'another version'],
      [JSON.stringify({ ...bundle, extra: 1 }), 'extra'],
      [JSON.stringify({ ...bundle, note: 'x'.repeat(10_001) }), 'note'],
    ] as const) {
      expect(await bench.refusal('bundle.read', { text })).toMatchObject({
        code: 'bundle.unreadable',
        detail: expect.stringContaining(detail),
      });
    }
    expect(await bench.refusal('bundle.read', { text: 'x'.repeat(4_000_001) })).toMatchObject({ field: 'text' });
  });
});

test('a pasted launch is made into evidence with the secret that was typed in', async () => {
  const url = 'https://tool.example/launch';
  const typed = makeCanary('typed-secret');
  const fields = {
    lti_message_type: 'basic-lti-launch-request',
    lis_person_name_given: 'Robin',
    oauth_consumer_key: 'northfield',
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: '1795291200',
    oauth_nonce: 'n-1',
    ext_echo: Buffer.from(typed.secret).toString('hex'),
  };
  const signature = hmacsign('POST', 'http://tool.example/launch', fields, typed.secret);
  const text = new URLSearchParams({ ...fields, oauth_signature: signature }).toString();
  const paste = { text, url, credential: { scheme: 'oauth1', key: 'northfield', secret: typed.secret } } as const;
  const { bundle, html } = await bench.call('bundle.make', {
    source: { kind: 'paste', paste },
    personal: 'pseudonyms',
  });
  expect(bundle.signature).toMatchObject({ verdict: 'invalid', findings: [{ cause: 'url-scheme' }] });
  expect(bundle.conclusion.state).toBe('failed');
  expect(bundle.conclusion.points[0]).toMatchObject({
    fix: bundle.signature?.findings[0]?.fix,
    owner: expect.any(String),
  });
  expect(findCanaries(html, [typed])).toEqual([]);
  expect(html).not.toContain('Robin');
  expect(bundle.reverify).toMatchObject({ state: 'left-out', why: 'secret-masked' });
});

test('nothing is made while the secrets cannot be searched for', async () => {
  await bench.call('vault.lock', {});
  expect(
    await bench.refusal('bundle.make', { source: { kind: 'exchange', id: exchangeId }, personal: 'mask' }),
  ).toMatchObject({
    code: 'vault.locked',
  });
  await bench.call('vault.unlock', { method: { kind: 'passphrase', passphrase } });
});

async function run(environment: Readonly<Record<string, string>>, ...args: string[]) {
  const child = spawn(process.execPath, [main, '--data', bench.folder, ...args], {
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (piece) => {
    output += String(piece);
  });
  child.stderr.on('data', (piece) => {
    output += String(piece);
  });
  const [code] = await once(child, 'close');
  return { code, output };
}

test('on the command line: written once, and verified by the other side without a vault', async () => {
  await bench.core.close();
  const file = join(bench.folder, 'evidence.html');
  const unlocked = { COUNTERSIGN_PASSPHRASE: passphrase };
  const written = await run(unlocked, 'bundle', '--exchange', exchangeId, '--out', file, '--personal', 'keep');
  expect(written).toMatchObject({ code: 0, output: expect.stringContaining('none found') });
  expect(findCanaries(readFileSync(file), secrets)).toEqual([]);
  expect((await run(unlocked, 'bundle', '--exchange', exchangeId, '--out', file)).code).toBe(2);
  expect((await run(unlocked, 'bundle', '--exchange', exchangeId, '--out', '-', '--personal', 'all')).code).toBe(2);

  const own = join(bench.folder, 'own.txt');
  writeFileSync(own, `${secret.secret}\n`);
  const valid = await run({}, 'verify', '--bundle', file, '--secret-file', own);
  expect(valid).toMatchObject({ code: 0, output: expect.stringContaining('Signature: valid') });
  const wrong = await run({ MY_SECRET: `${secret.secret} ` }, 'verify', '--bundle', file, '--secret-env', 'MY_SECRET');
  expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('[secret-whitespace]') });
  expect(findCanaries(valid.output + wrong.output, secrets)).toEqual([]);
  expect((await run({}, 'verify', '--bundle', file)).code).toBe(2);
  expect((await run({}, 'verify', '--bundle', own, '--secret-file', own)).code).toBe(3);
}, 60_000);
