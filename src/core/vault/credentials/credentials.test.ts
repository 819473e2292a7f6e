import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { credentialSchema } from '../../../protocol/models/vault/vault.ts';
import { openDatabase } from '../../adapters/node/open-database.ts';
import { openTestStorage, problemOf, someDraft, temporaryFolder, testClock } from '../../storage/test-support.ts';
import { countingRandom, testPassphrase, testVault, unlockedVault } from '../test-support.ts';
import { createCredentials } from './credentials.ts';

const consumer = {
  kind: 'oauth-consumer' as const,
  name: 'Northfield bookshelf',
  consumerKey: 'northfield',
  secret: 'not-a-real-secret-1',
  allowedHosts: ['Shelf.example:443'],
};
const exam = {
  kind: 'proctorexam' as const,
  name: 'Northfield exams',
  apiToken: '',
  secretKey: 'not-a-real-key-2',
  allowedHosts: ['exams.example'],
};

async function setUp(folder = temporaryFolder()) {
  const storage = await openTestStorage(folder);
  const vault = await unlockedVault(storage);
  const ports = { storage, vault, random: countingRandom(), clock: testClock };
  return { storage, vault, credentials: createCredentials(ports) };
}

/** Changes the database behind the app's back, then opens it with the vault unlocked. */
async function tampered(folder: string, statement: string) {
  const connection = openDatabase(join(folder, 'countersign.db'));
  const { changes } = connection.prepare(statement).run();
  connection.close();
  expect(changes).toBeGreaterThan(0);
  const storage = await openTestStorage(folder);
  const vault = testVault(storage);
  await vault.unlock({ kind: 'passphrase', passphrase: testPassphrase });
  return createCredentials({ storage, vault, random: countingRandom(), clock: testClock });
}

describe('credentials', () => {
  it('are shown without their secrets and opened with them', async () => {
    const { credentials } = await setUp();
    const created = credentials.create(consumer);
    expect(created).toMatchObject({
      publicParts: { consumerKey: 'northfield' },
      secretParts: ['secret'],
      allowedHosts: ['shelf.example'],
    });
    expect(credentialSchema.parse(created)).toEqual(created);
    expect(credentials.list()).toEqual([created]);
    expect(JSON.stringify(credentials.list())).not.toContain(consumer.secret);
    expect(credentials.open(created.id)).toEqual({
      id: created.id,
      name: consumer.name,
      kind: 'oauth-consumer',
      consumerKey: 'northfield',
      secret: consumer.secret,
      allowedHosts: ['shelf.example'],
    });
  });

  it('may do without an API token, not without a key', async () => {
    const { credentials } = await setUp();
    const { id, secretParts } = credentials.create(exam);
    expect(secretParts).toEqual(['secretKey']);
    expect(credentials.open(id)).toMatchObject({ apiToken: null, secretKey: exam.secretKey });
    const problem = await problemOf(() => credentials.create({ ...exam, secretKey: '' }));
    expect(problem).toMatchObject({ code: 'input.invalid', field: 'draft.secretKey' });
    expect(credentials.list()).toHaveLength(1);
  });

  it('keep a secret that is left empty, and take a new one', async () => {
    const { credentials } = await setUp();
    const { id } = credentials.create({ ...exam, apiToken: 'token-3' });
    credentials.update(id, { ...exam, name: 'Renamed', secretKey: '' });
    expect(credentials.open(id)).toMatchObject({ name: 'Renamed', apiToken: 'token-3', secretKey: exam.secretKey });
    credentials.update(id, { ...exam, secretKey: ' with spaces ' });
    expect(credentials.open(id)).toMatchObject({ apiToken: 'token-3', secretKey: ' with spaces ' });
    const problem = await problemOf(() => credentials.update(id, consumer));
    expect(problem).toMatchObject({ code: 'credential.wrong-kind', field: 'draft.kind' });
  });

  it('are listed and deleted, not opened or changed, while the vault is locked', async () => {
    const { credentials, vault } = await setUp();
    const { id } = credentials.create(consumer);
    vault.lock();
    for (const use of [
      () => credentials.create(exam),
      () => credentials.update(id, { ...consumer, name: 'Other' }),
      () => credentials.open(id),
      () => credentials.reveal(id, 'secret', 'window'),
    ]) {
      expect(await problemOf(use)).toMatchObject({ code: 'vault.locked' });
    }
    expect(credentials.list().map(({ name }) => name)).toEqual([consumer.name]);
    credentials.delete(id);
    expect(credentials.list()).toEqual([]);
  });

  it('are not deleted while connections use them, which are named', async () => {
    const { credentials, storage } = await setUp();
    const { id } = credentials.create(consumer);
    storage.connections.insert('c1', someDraft({ name: 'Shelf of Northfield', credentialId: id }), 1);
    expect(await problemOf(() => credentials.delete(id))).toMatchObject({
      code: 'conflict',
      params: { what: 'credential', connections: 'Shelf of Northfield' },
    });
    expect(credentials.open(id)).toMatchObject({ secret: consumer.secret });
    storage.connections.delete('c1');
    credentials.delete(id);
    expect(storage.secrets.list(id)).toEqual([]);
  });

  it('say who saw a secret when, never what it was', async () => {
    const { credentials, storage } = await setUp();
    const { id } = credentials.create(consumer);
    credentials.open(id);
    expect(credentials.reveal(id, 'secret', 'window')).toBe(consumer.secret);
    const seen = { credentialId: id, credentialName: consumer.name, part: 'secret', action: 'reveal', actor: 'window' };
    expect(storage.secretAccess.list({ limit: 10 })).toEqual([{ ...seen, seq: 1, user: '', at: testClock.now() }]);
    expect(await problemOf(() => credentials.reveal(id, 'consumerKey', 'window'))).toMatchObject({ code: 'not-found' });
    expect(storage.secretAccess.list({ limit: 10 })).toHaveLength(1);
  });

  it('that do not exist are not found', async () => {
    const { credentials } = await setUp();
    for (const use of [
      () => credentials.open('nobody'),
      () => credentials.update('nobody', consumer),
      () => credentials.delete('nobody'),
      () => credentials.reveal('nobody', 'secret', 'cli'),
    ]) {
      expect(await problemOf(use)).toMatchObject({ code: 'not-found', params: { what: 'credential', id: 'nobody' } });
    }
  });
});

describe('credentials changed behind the back of the app', () => {
  it.each([
    ['the hosts a secret may go to', `UPDATE credentials SET allowed_hosts = '["evil.example"]'`],
    ['the consumer key', `UPDATE credentials SET public_parts = '{"consumerKey":"other"}'`],
    ['a missing secret', 'DELETE FROM secrets'],
    ['an empty secret', "UPDATE secrets SET sealed = x''"],
    ['the version of a record', 'UPDATE credentials SET version = version + 1'],
  ])('are not opened: %s', async (_, statement) => {
    const folder = temporaryFolder();
    const { credentials, storage } = await setUp(folder);
    const { id } = credentials.create(consumer);
    storage.close();
    const changed = await tampered(folder, statement);
    expect(await problemOf(() => changed.open(id))).toMatchObject({ code: 'vault.tampered' });
    expect(await problemOf(() => changed.update(id, consumer))).toMatchObject({ code: 'vault.tampered' });
  });

  it('are not opened when the secrets of two of them were exchanged', async () => {
    const folder = temporaryFolder();
    const { credentials, storage } = await setUp(folder);
    const one = credentials.create(consumer);
    const other = credentials.create({ ...consumer, secret: 'not-a-real-secret-4' });
    const sealed = (id: string) => Buffer.from(storage.secrets.list(id)[0]?.sealed ?? []).toString('hex');
    const exchanged = `UPDATE secrets SET sealed =
      CASE record_id WHEN '${one.id}' THEN x'${sealed(other.id)}' ELSE x'${sealed(one.id)}' END`;
    storage.close();
    const changed = await tampered(folder, exchanged);
    for (const { id } of [one, other]) {
      expect(await problemOf(() => changed.open(id))).toMatchObject({ code: 'vault.tampered' });
    }
  });

  it('are not opened with a secret of an earlier version', async () => {
    const folder = temporaryFolder();
    const { credentials, storage } = await setUp(folder);
    const { id } = credentials.create(consumer);
    const [old] = storage.secrets.list(id);
    credentials.update(id, { ...consumer, secret: 'not-a-real-secret-5' });
    storage.close();
    const changed = await tampered(
      folder,
      `UPDATE secrets SET sealed = x'${Buffer.from(old?.sealed ?? []).toString('hex')}', version = 1`,
    );
    expect(await problemOf(() => changed.open(id))).toMatchObject({ code: 'vault.tampered' });
  });
});
