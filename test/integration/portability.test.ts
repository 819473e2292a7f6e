import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TransferEntry } from '../../src/protocol/models/data/portability.ts';
import type { CredentialDraft } from '../../src/protocol/models/vault/vault.ts';
import { Bench, passphrase as vaultPassphrase } from './bench.ts';

const passphrase = 'a passphrase for the file';
const contractText = readFileSync(new URL('../fixtures/lti-tool.openapi.yaml', import.meta.url), 'utf8');

let from: Bench;
let to: Bench;
beforeEach(async () => {
  from = new Bench();
  to = new Bench();
  await Promise.all([from.createVault(), to.createVault()]);
});
afterEach(() => Promise.all([from.remove(), to.remove()]));

const rsa = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;

const consumer: CredentialDraft = {
  kind: 'oauth-consumer',
  name: 'Acme',
  allowedHosts: ['tool.example'],
  consumerKey: 'acme',
  secret: 'not a real secret',
  details: {
    environment: 'production',
    notes: 'call Ada first',
    tags: ['two words', 'x'],
    expiresAt: Date.UTC(2027, 0, 31),
    rotateEveryDays: 90,
  },
};
const drafts = (): CredentialDraft[] => [
  consumer,
  { kind: 'proctorexam', name: 'Exams', allowedHosts: ['exams.example'], apiToken: 'no-token', secretKey: 'no-key' },
  { kind: 'bearer', name: 'Bearer', allowedHosts: [], token: 'no-bearer' },
  { kind: 'basic', name: 'Basic', allowedHosts: ['a.example:8443'], username: 'user', password: 'no-password' },
  {
    kind: 'lti-registration',
    name: 'Registration',
    allowedHosts: ['lms.example'],
    issuer: 'https://lms.example',
    clientId: 'client',
    deploymentIds: ['1', '2'],
    scopes: ['https://purl.imsglobal.org/spec/lti-ags/scope/score'],
    loginUrl: 'https://tool.example/login',
    redirectUris: ['https://tool.example/launch'],
    keySetUrl: '',
    keySet: '',
    privateKey: rsa(),
    generateKey: false,
  },
];

async function everything(bench: Bench) {
  const credentials = await bench.call('credentials.list', {});
  const opened = [];
  for (const { id, name, kind, publicParts, allowedHosts, secretParts, details } of credentials) {
    const secrets: [string, string][] = [];
    for (const part of secretParts) secrets.push([part, (await bench.call('credentials.reveal', { id, part })).value]);
    opened.push({ name, kind, publicParts, allowedHosts: allowedHosts.toSorted(), details, secrets });
  }
  return opened.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function exportAll(bench: Bench, forms = true) {
  const credentialIds = (await bench.call('credentials.list', {})).map(({ id }) => id);
  const connectionIds = (await bench.call('connections.list', {})).map(({ id }) => id);
  return bench.call('portability.exportVault', { passphrase, credentialIds, connectionIds, forms });
}

const suggested = (entries: readonly TransferEntry[]) =>
  entries.map(({ ref, actions }) => ({ ref, action: actions[0] ?? ('skip' as const) }));

async function importAll(bench: Bench, text: string) {
  const { session, entries } = await bench.call('portability.open', { text, passphrase });
  return bench.call('portability.import', { session, choices: suggested(entries) });
}

test('credentials of every kind and a connection with its form and contract arrive as they were', async () => {
  for (const draft of drafts()) await from.call('credentials.create', { draft });
  await from.call('contracts.import', { id: 'own-tool', text: contractText });
  const contract = await from.call('contracts.get', { id: 'own-tool' });
  const [acme] = await from.call('credentials.list', {});
  const operationId = contract.operations[0]?.id ?? '';
  const connection = await from.call('connections.create', {
    draft: {
      name: 'Acme tool',
      contractId: 'own-tool',
      baseUrl: 'https://tool.example',
      credentialId: acme?.id ?? null,
      environment: 'production',
      variables: { custom_a: 'b' },
      notes: 'call Ada first',
    },
  });
  const form = await from.call('connections.loadForm', { id: connection.id, operationId });
  const typed = { ...form, values: [{ name: 'custom_typed', in: 'body' as const, value: 'by hand' }] };
  await from.call('connections.saveForm', { id: connection.id, operationId, form: typed });

  const { text } = await exportAll(from);
  const preview = await to.call('portability.open', { text, passphrase });
  expect(preview.entries.map(({ what, name, state }) => [what, name, state])).toEqual([
    ['contract', 'own-tool', 'new'],
    ...['Acme', 'Basic', 'Bearer', 'Exams', 'Registration'].map((name) => ['credential', name, 'new']),
    ['connection', 'Acme tool', 'new'],
  ]);
  expect(await to.call('credentials.list', {})).toEqual([]);
  const choices = suggested(preview.entries);
  const result = await to.call('portability.import', { session: preview.session, choices });
  expect(result).toMatchObject({ replaced: [], skipped: 0 });
  expect(result.added).toHaveLength(7);

  expect(await everything(to)).toEqual(await everything(from));
  const [arrived] = await to.call('connections.list', {});
  expect(arrived).toMatchObject({ name: 'Acme tool', variables: { custom_a: 'b' }, notes: 'call Ada first' });
  const used = (await to.call('credentials.list', {})).find(({ id }) => id === arrived?.credentialId);
  expect(used?.name).toBe('Acme');
  const there = await to.call('connections.loadForm', { id: arrived?.id ?? '', operationId });
  expect(there.values).toContainEqual({ name: 'custom_typed', in: 'body', value: 'by hand' });

  const again = await to.call('portability.open', { text, passphrase });
  expect(again.entries.map(({ state, actions }) => [state, actions[0]])).toEqual(
    again.entries.map(() => ['same', 'skip']),
  );
  const log = await to.call('vault.log', { limit: 1000 });
  expect(log.filter(({ action }) => action === 'import').map(({ credentialName }) => credentialName)).toHaveLength(6);
  const exported = await from.call('vault.log', { limit: 1000 });
  expect(exported.filter(({ action }) => action === 'export')).toHaveLength(6);
});

describe('what clashes', () => {
  const other: CredentialDraft = { ...consumer, secret: 'another secret' };
  const sameKey: CredentialDraft = { ...consumer, name: 'Acme, as we call it', consumerKey: 'other' };
  let text = '';
  beforeEach(async () => {
    await from.call('credentials.create', { draft: consumer });
    text = (await exportAll(from)).text;
  });

  test('by name: it is kept, replaced or both are', async () => {
    const here = await to.call('credentials.create', { draft: other });
    const preview = await to.call('portability.open', { text, passphrase });
    expect(preview.entries).toMatchObject([
      { state: 'clash', matches: [{ id: here.id, by: ['name'] }], actions: ['skip', 'replace', 'keep-both'] },
    ]);
    const ref = preview.entries[0]?.ref ?? '';
    const both = { session: preview.session, choices: [{ ref, action: 'keep-both' as const }] };
    expect((await to.call('portability.import', both)).added).toMatchObject([{ name: 'Acme (2)' }]);
    expect((await everything(to)).map(({ name }) => name)).toEqual(['Acme', 'Acme (2)']);

    const next = await to.call('portability.open', { text, passphrase });
    const choices = [{ ref, action: 'replace' as const, targetId: here.id }];
    await to.call('portability.import', { session: next.session, choices });
    expect((await to.call('credentials.reveal', { id: here.id, part: 'secret' })).value).toBe('not a real secret');
    await to.call('portability.undo', {});
    expect((await to.call('credentials.reveal', { id: here.id, part: 'secret' })).value).toBe('another secret');
  });

  test('by key: told under the name it has here', async () => {
    await to.call('credentials.create', { draft: sameKey });
    const { entries } = await to.call('portability.open', { text, passphrase });
    expect(entries).toMatchObject([{ state: 'clash', matches: [{ name: 'Acme, as we call it', by: ['key'] }] }]);
  });

  test('an import that is taken back leaves nothing behind, unless it is in use by then', async () => {
    await importAll(to, text);
    await to.call('portability.undo', {});
    expect(await to.call('credentials.list', {})).toEqual([]);
    expect((await to.refusal('portability.undo', {})).code).toBe('transfer.gone');

    await importAll(to, text);
    const [acme] = await to.call('credentials.list', {});
    await to.call('connections.create', {
      draft: {
        name: 'In use',
        contractId: 'proctorexam',
        baseUrl: 'https://a.example',
        credentialId: acme?.id ?? null,
        environment: 'test',
      },
    });
    expect(await to.refusal('portability.undo', {})).toMatchObject({
      code: 'transfer.changed-since',
      params: { name: 'Acme' },
    });
    expect(await to.call('credentials.list', {})).toHaveLength(1);
  });
});

test('an import is whole or does not happen: one choice that cannot be changes nothing', async () => {
  await from.call('credentials.create', { draft: consumer });
  await from.call('contracts.import', { id: 'own-tool', text: contractText });
  const draft = {
    contractId: 'own-tool',
    baseUrl: 'https://a.example',
    credentialId: null,
    environment: 'test' as const,
  };
  await from.call('connections.create', { draft: { ...draft, name: 'Needs its contract' } });
  const { text } = await exportAll(from);
  const { session, entries } = await to.call('portability.open', { text, passphrase });
  const choices = suggested(entries).filter(({ ref }) => !ref.startsWith('contract'));
  const problem = await to.refusal('portability.import', { session, choices });
  expect(problem).toMatchObject({ code: 'transfer.not-possible', params: { name: 'Needs its contract' } });
  expect(await to.call('credentials.list', {})).toEqual([]);
  expect(await to.call('connections.list', {})).toEqual([]);
  expect((await to.call('vault.log', { limit: 10 })).length).toBe(0);
});

test('a file that was opened is forgotten when the vault locks', async () => {
  await from.call('credentials.create', { draft: consumer });
  const { text } = await exportAll(from);
  const { session, entries } = await to.call('portability.open', { text, passphrase });
  await to.call('vault.lock', {});
  await to.call('vault.unlock', { method: { kind: 'passphrase', passphrase: vaultPassphrase } });
  const problem = await to.refusal('portability.import', { session, choices: suggested(entries) });
  expect(problem.code).toBe('transfer.gone');
});

test('a wrong passphrase is told, and the vault stays as it is', async () => {
  await from.call('credentials.create', { draft: consumer });
  const { text } = await exportAll(from);
  const problem = await to.refusal('portability.open', { text, passphrase: 'another passphrase' });
  expect(problem.code).toBe('transfer.wrong-passphrase');
  expect(await to.call('portability.inspect', { text })).toMatchObject({
    encrypted: true,
    origin: { writtenBy: 'Countersign 0.0.0-test' },
  });
});

describe('a connection without its credential', () => {
  const share = async (changes: object = {}) => {
    const credential = await from.call('credentials.create', { draft: consumer });
    await from.call('contracts.import', { id: 'own-tool', text: contractText });
    const { id } = await from.call('connections.create', {
      draft: {
        name: 'Acme tool',
        contractId: 'own-tool',
        baseUrl: 'https://tool.example',
        credentialId: credential.id,
        environment: 'test',
        ...changes,
      },
    });
    return id;
  };

  test('is plain JSON without a secret; the receiver is told what it wants and chooses', async () => {
    const id = await share();
    const { name, text } = await from.call('portability.exportConnections', { connectionIds: [id], forms: true });
    expect(name).toBe('Acme tool.countersign-connection');
    expect(JSON.parse(text)).toMatchObject({ format: 'countersign-connection', version: 1 });
    expect(text).not.toContain('not a real secret');
    const own = await to.call('credentials.create', { draft: { ...consumer, name: 'Mine' } });
    const preview = await to.call('portability.open', { text, passphrase: null });
    const entry = preview.entries.find(({ what }) => what === 'connection');
    expect(entry?.wants).toEqual({ kind: 'oauth-consumer', name: 'Acme', environment: 'test' });
    const choices = suggested(preview.entries).map((choice) =>
      choice.ref === entry?.ref ? { ...choice, credentialId: own.id } : choice,
    );
    await to.call('portability.import', { session: preview.session, choices });
    expect(await to.call('connections.list', {})).toMatchObject([{ name: 'Acme tool', credentialId: own.id }]);
  });

  test.each([
    ['its notes', { notes: 'the secret is not a real secret' }, 'Acme tool: notes'],
    [
      'a variable',
      { variables: { custom_x: Buffer.from('not a real secret').toString('base64') } },
      'Acme tool: variable custom_x',
    ],
  ])('is not written when a secret stands in %s', async (_where, changes, place) => {
    const id = await share(changes);
    const problem = await from.refusal('portability.exportConnections', { connectionIds: [id], forms: true });
    expect(problem).toMatchObject({ code: 'transfer.holds-secret', params: { place } });
  });

  test('whose contract is here in another text can use either', async () => {
    const id = await share();
    const { text } = await from.call('portability.exportConnections', { connectionIds: [id], forms: false });
    await to.call('contracts.import', { id: 'own-tool', text: contractText.replace(/title: .*/, 'title: Mine') });
    const preview = await to.call('portability.open', { text, passphrase: null });
    const contract = preview.entries.find(({ what }) => what === 'contract');
    expect(contract).toMatchObject({ state: 'clash', actions: ['skip', 'replace', 'keep-both'] });
    const choices = suggested(preview.entries).map((choice) =>
      choice.ref === contract?.ref ? { ...choice, action: 'keep-both' as const } : choice,
    );
    await to.call('portability.import', { session: preview.session, choices });
    expect(await to.call('connections.list', {})).toMatchObject([{ contractId: 'own-tool-2' }]);
  });

  test('whose contract is hostile can only be left out, and the connection with it', async () => {
    const id = await share();
    const { text } = await from.call('portability.exportConnections', { connectionIds: [id], forms: false });
    const file = JSON.parse(text);
    file.contracts[0].openapi = 'openapi: 3.1.0\na: &a [*a, *a]\n__proto__: {polluted: true}';
    const preview = await to.call('portability.open', { text: JSON.stringify(file), passphrase: null });
    expect(preview.entries.map(({ actions }) => actions)).toEqual([['skip'], ['skip']]);
    expect(preview.entries.map(({ problem }) => problem?.code)).toEqual(['contract.unreadable', 'not-found']);
    expect('polluted' in {}).toBe(false);
  });
});

describe('a table', () => {
  const table = Buffer.from(
    'Customer;Consumer key;Shared secret;Host;Env;Notes;Tags;Expires;Rotate every days\n' +
      'Acme;acme;not a real secret;tool.example;prod;call Ada first;two words,x;2027-01-31;90\n' +
      'Acme;acme-2; stray ;tool.example\n' +
      'No secret;key;;tool.example\n' +
      'Bad host;key;s3;user@host.example\n',
    'latin1',
  ).toString('base64');

  test('shows what each row becomes without its secrets, says what is wrong where, and imports what is chosen', async () => {
    await to.call('credentials.create', { draft: consumer });
    const preview = await to.call('portability.openCsv', { name: 'keys.csv', base64: table });
    expect(preview).toMatchObject({ encoding: 'utf-8', separator: ';', header: true, kind: 'oauth-consumer' });
    expect(JSON.stringify(preview)).not.toContain('not a real secret');
    expect(preview.rows.map(({ line, entry, secrets }) => [line, entry.state, secrets[0]?.characters])).toEqual([
      [2, 'same', 17],
      [3, 'clash', 7],
      [4, 'new', undefined],
      [5, 'new', 2],
    ]);
    expect(preview.rows[1]).toMatchObject({ repeats: 2, notes: [{ field: 'secret', column: 3, what: 'stray' }] });
    expect(preview.rows[2]).toMatchObject({
      problemColumn: 3,
      entry: { problem: { code: 'input.invalid' }, actions: ['skip'] },
    });
    expect(preview.rows[3]).toMatchObject({ problemColumn: 4, entry: { problem: { field: 'draft.allowedHosts.0' } } });

    const settings = { tidy: true };
    const tidied = await to.call('portability.previewCsv', { session: preview.session, settings });
    expect(tidied.rows[1]).toMatchObject({ notes: [], secrets: [{ characters: 5 }] });
    const ref = tidied.rows[1]?.entry.ref ?? '';
    const choices = [{ ref, action: 'keep-both' as const }];
    const result = await to.call('portability.importCsv', { session: preview.session, settings, choices });
    expect(result).toMatchObject({ added: [{ name: 'Acme (2)' }], skipped: 3 });
    const made = result.added[0]?.id ?? '';
    expect((await to.call('credentials.reveal', { id: made, part: 'secret' })).value).toBe('stray');
    const gone = await to.refusal('portability.previewCsv', { session: preview.session, settings });
    expect(gone.code).toBe('transfer.gone');
  });

  test('a registration without a key is given one', async () => {
    const text = 'name,issuer,client id\nLMS,https://lms.example,abc\n';
    const preview = await to.call('portability.openCsv', {
      name: 'a.csv',
      base64: Buffer.from(text).toString('base64'),
    });
    const choices = suggested(preview.rows.map(({ entry }) => entry));
    await to.call('portability.importCsv', { session: preview.session, settings: {}, choices });
    const [made] = await to.call('credentials.list', {});
    expect(made?.publicParts.kid).toMatch(/^[\w-]{43}$/);
  });
});

test('an export in clear is written for the right words only, and can be imported again', async () => {
  for (const draft of drafts()) await from.call('credentials.create', { draft });
  const credentialIds = (await from.call('credentials.list', {})).map(({ id }) => id);
  const { phrase, secrets } = await from.call('portability.clearPhrase', { credentialIds });
  expect(secrets).toBe(6);
  const problem = await from.refusal('portability.exportClear', { credentialIds, confirmation: 'yes' });
  expect(problem).toMatchObject({ code: 'transfer.not-confirmed', params: { phrase } });
  expect(await from.call('vault.log', { limit: 10 })).toEqual([]);
  const { csv } = await from.call('portability.exportClear', { credentialIds, confirmation: phrase });
  expect(csv).toContain('not a real secret');
  const log = await from.call('vault.log', { limit: 100 });
  expect(log.map(({ action, user }) => [action, user !== ''])).toEqual(log.map(() => ['export-clear', true]));
  expect(log).toHaveLength(6);
  const preview = await to.call('portability.openCsv', { name: 'a.csv', base64: Buffer.from(csv).toString('base64') });
  const choices = suggested(preview.rows.map(({ entry }) => entry));
  await to.call('portability.importCsv', { session: preview.session, settings: {}, choices });
  expect(await everything(to)).toEqual(await everything(from));
});

test('a file that was closed while it was being opened is not kept, nor one the vault locked over', async () => {
  await from.call('credentials.create', { draft: consumer });
  const { text } = await exportAll(from);
  const closedOver = to.refusal('portability.open', { text, passphrase });
  await to.call('portability.close', {});
  expect((await closedOver).code).toBe('transfer.gone');

  const lockedOver = to.refusal('portability.open', { text, passphrase });
  await to.call('vault.lock', {});
  expect((await lockedOver).code).toBe('transfer.gone');

  await to.call('vault.unlock', { method: { kind: 'passphrase', passphrase: vaultPassphrase } });
  expect((await to.call('portability.open', { text, passphrase })).entries).toHaveLength(1);
});
