import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exchangeReport } from '../../../src/cli/reporters/from-exchange.ts';
import { writeReports } from '../../../src/cli/reporters/write.ts';
import type { CredentialDraft } from '../../../src/protocol/models/vault/vault.ts';
import { Bench, startTool, type Tool } from '../../integration/bench.ts';
import { type Canary, canariesBelow, findCanaries, makeCanary } from '../canaries.ts';

const passphrase = makeCanary('passphrase of the file');
const consumerSecret = makeCanary('shared secret');
const apiToken = makeCanary('api-token', 'token');
const secretKey = makeCanary('secret key');
const bearer = makeCanary('bearer-token', 'token');
const password = makeCanary('password');
const typed = makeCanary('secret typed into a form');
const secrets = [passphrase, consumerSecret, apiToken, secretKey, bearer, password, typed];
/** Not secret, but nobody's business without the passphrase. */
const names = [makeCanary('name'), makeCanary('notes'), makeCanary('consumer key'), makeCanary('user-name', 'token')];
const [name, notes, consumerKey, userName] = names.map(({ secret }) => secret);

let folder = '';
let before: string | undefined;
let bench: Bench;
let parrot: Tool;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-exports-'));
  before = process.env.TMPDIR;
  // All that is written while the test runs, the data folder among it.
  process.env.TMPDIR = folder;
  bench = new Bench();
  await bench.createVault();
  parrot = await startTool((request, response, body) => {
    response.writeHead(200, { 'content-type': 'application/json', 'x-told': request.headers.authorization ?? '' });
    response.end(JSON.stringify({ id: 1, headers: request.headers, body }));
  });
  const host = new URL(parrot.url).host;
  const details = { environment: null, notes: notes ?? '', tags: [], expiresAt: null, rotateEveryDays: null };
  const common = { allowedHosts: [host], details };
  const drafts: CredentialDraft[] = [
    { kind: 'proctorexam', ...common, name: name ?? '', apiToken: apiToken.secret, secretKey: secretKey.secret },
    {
      kind: 'oauth-consumer',
      ...common,
      name: 'Consumer',
      consumerKey: consumerKey ?? '',
      secret: consumerSecret.secret,
    },
    { kind: 'bearer', ...common, name: 'Bearer', token: bearer.secret },
    {
      kind: 'basic',
      ...common,
      name: 'Basic',
      username: (userName ?? '').replaceAll(':', ''),
      password: password.secret,
    },
  ];
  for (const draft of drafts) await bench.call('credentials.create', { draft });
  const [, , , used] = await bench.call('credentials.list', {});
  const exam = (await bench.call('credentials.list', {})).find(({ kind }) => kind === 'proctorexam') ?? used;
  await bench.call('connections.create', {
    draft: {
      name: 'Parrot',
      contractId: 'proctorexam',
      baseUrl: parrot.url,
      credentialId: exam?.id ?? null,
      environment: 'test',
    },
  });
});
afterAll(async () => {
  await bench.remove();
  await parrot.close();
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(folder, { recursive: true, force: true });
});

async function ids() {
  const credentialIds = (await bench.call('credentials.list', {})).map(({ id }) => id);
  const connectionIds = (await bench.call('connections.list', {})).map(({ id }) => id);
  return { credentialIds, connectionIds };
}

/** An exchange with a tool that tells everything it was told. */
async function exchange() {
  const [connection] = await bench.call('connections.list', {});
  if (connection === undefined) throw new Error('There is no connection.');
  const provider = { tool_name: 'Quiz', oauth_consumer_key: 'quiz', oauth_consumer_secret: typed.secret };
  return bench.send(connection, 'createToolProvider', provider);
}

const none = (text: string, canaries: readonly Canary[]) => expect(findCanaries(text, canaries)).toEqual([]);

test('An exported vault file shows nothing without its passphrase', async () => {
  const file = await bench.call('portability.exportVault', {
    passphrase: passphrase.secret,
    ...(await ids()),
    forms: true,
  });
  none(file.text, [...secrets, ...names]);
  expect(file.text).not.toContain('Parrot');
  expect(file.text).not.toContain('Consumer');
  const refused = await bench.refusal('portability.open', { text: file.text, passphrase: 'not the passphrase' });
  expect(refused.code).toBe('transfer.wrong-passphrase');
  none(JSON.stringify(refused), [...secrets, ...names]);
  const opened = await bench.call('portability.open', { text: file.text, passphrase: passphrase.secret });
  none(JSON.stringify(opened), secrets);
  expect(findCanaries(JSON.stringify(opened), names)).toContain('name');
});

test('A clear export needs a typed confirmation', async () => {
  const { credentialIds } = await ids();
  const { phrase } = await bench.call('portability.clearPhrase', { credentialIds });
  for (const confirmation of ['', 'yes', phrase.slice(0, -1), `${phrase} please`]) {
    const refused = await bench.refusal('portability.exportClear', { credentialIds, confirmation });
    expect(refused.code).toBe('transfer.not-confirmed');
  }
  const fewer = await bench.refusal('portability.exportClear', {
    credentialIds: credentialIds.slice(1),
    confirmation: phrase,
  });
  expect(fewer.code).toBe('transfer.not-confirmed');
  const { csv } = await bench.call('portability.exportClear', { credentialIds, confirmation: phrase });
  // What the searches here would have found.
  const plain = csv.replaceAll('""', '"');
  expect(findCanaries(plain, secrets).toSorted()).toEqual(
    [apiToken, bearer, consumerSecret, password, secretKey].map((one) => one.name).toSorted(),
  );
});

describe('No secret is in', () => {
  test('a connection file without its credential', async () => {
    const { connectionIds } = await ids();
    const { text } = await bench.call('portability.exportConnections', { connectionIds, forms: true });
    expect(text).toContain('Parrot');
    none(text, secrets);
  });

  test('evidence, an HTTP Archive and reports of an exchange with a tool that repeats all it is told', async () => {
    const ended = await exchange();
    const out = join(folder, 'out');
    mkdirSync(out);
    const { html } = await bench.call('bundle.make', {
      source: { kind: 'exchange', id: ended.id },
      personal: 'keep',
      personalFields: [],
      bodies: true,
      cookieNames: true,
      note: '',
    });
    writeFileSync(join(out, 'evidence.html'), html);
    const { har } = await bench.call('exchanges.har', { id: ended.id });
    writeFileSync(join(out, 'exchange.har'), har);
    const kinds = ['junit', 'html', 'json'] as const;
    const reports = kinds.map((kind) => ({ kind, file: join(out, `report.${kind}`) }));
    writeReports(reports, exchangeReport('send', ended, { passed: false, trouble: null }, '0.0.0'));
    expect(html + har).toContain('Parrot');
    expect(await canariesBelow(out, secrets)).toEqual([]);
  });

  test('a problem an import ends with, or in the preview of a table', async () => {
    const table = `name,secret,token\n"${consumerSecret.secret.replaceAll('"', '""')}`;
    const base64 = Buffer.from(table).toString('base64');
    const refused = await bench.refusal('portability.openCsv', { name: 'a.csv', base64 });
    none(JSON.stringify(refused), secrets);
    const rows = `name,password,username\nA,${bearer.secret},u:v\nB,${apiToken.secret},u\n`;
    const shown = await bench.call('portability.openCsv', {
      name: 'a.csv',
      base64: Buffer.from(rows).toString('base64'),
    });
    expect(shown.rows.map(({ entry }) => entry.problem?.code)).toEqual(['input.invalid', undefined]);
    none(JSON.stringify(shown), secrets);
  });

  test('events, the access log, the database, its log and all temporary files, once core has ended', async () => {
    const log = await bench.call('vault.log', { limit: 1000 });
    expect(log.length).toBeGreaterThan(4);
    none(JSON.stringify([log, bench.events]), secrets);
    await bench.core.close();
    expect(await canariesBelow(folder, secrets)).toEqual([]);
  });
});
