import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../adapters/node/open-database.ts';
import { noKeychain } from '../adapters/node/system.ts';
import type { Storage } from '../storage/open-storage.ts';
import { openTestStorage, problemOf, temporaryFolder } from '../storage/test-support.ts';
import { fakeKeychain, testPassphrase, testVault, unlockedVault } from './test-support.ts';

const passphrase = { kind: 'passphrase', passphrase: testPassphrase } as const;
const keychain = { kind: 'keychain' } as const;
const context = { recordId: 'r1', part: 'secret', version: 1, binding: 'x' };

/** Changes the database behind the app's back and opens it again. */
async function tamper(storage: Storage, statement: string): Promise<Storage> {
  storage.close();
  const connection = openDatabase(join(storage.folder, 'countersign.db'));
  connection.exec(statement);
  connection.close();
  return openTestStorage(storage.folder);
}

describe('a vault with a passphrase', () => {
  it('is absent, made, locked and unlocked again, also after a restart', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder);
    const vault = testVault(storage);
    expect(await vault.status()).toMatchObject({ state: 'absent', slots: [] });
    expect(await problemOf(() => vault.unlock(passphrase))).toMatchObject({ code: 'vault.not-created' });
    expect(await problemOf(() => vault.sealSecret(context, 's'))).toMatchObject({ code: 'vault.not-created' });

    await vault.create(passphrase);
    const made = await vault.status();
    expect(made).toMatchObject({ state: 'unlocked', slots: [{ kind: 'passphrase', backend: null }] });
    expect(Object.keys(made.slots[0] ?? {}).sort()).toEqual([
      'backend',
      'createdAt',
      'id',
      'kind',
      'lastUsedAt',
      'name',
    ]);
    const sealed = vault.sealSecret(context, 'hush ✓');
    vault.lock();
    expect((await vault.status()).state).toBe('locked');
    for (const use of [
      () => vault.openSecret(context, sealed),
      () => vault.sealSecret(context, 's'),
      () => vault.sealBytes(['b'], sealed),
      () => vault.openBytes(['b'], sealed),
    ]) {
      expect(await problemOf(use)).toMatchObject({ code: 'vault.locked' });
    }
    storage.close();

    const later = testVault(await openTestStorage(folder));
    expect((await later.status()).state).toBe('locked');
    await later.unlock(passphrase);
    expect((await later.status()).state).toBe('unlocked');
    expect(later.openSecret(context, sealed)).toBe('hush ✓');
  });

  it('is made once, also when asked twice at the same time', async () => {
    const vault = testVault(await openTestStorage(temporaryFolder()));
    const results = await Promise.allSettled([vault.create(passphrase), vault.create(passphrase)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await vault.status()).slots).toHaveLength(1);
    expect(await problemOf(() => vault.create(passphrase))).toMatchObject({ code: 'vault.already-created' });
  });

  it('refuses a weak passphrase and stays absent', async () => {
    const vault = testVault(await openTestStorage(temporaryFolder()));
    const problem = await problemOf(() => vault.create({ kind: 'passphrase', passphrase: 'short' }));
    expect(problem).toMatchObject({ code: 'vault.weak-passphrase', field: 'method.passphrase' });
    expect((await vault.status()).state).toBe('absent');
  });

  it('does not open with another passphrase', async () => {
    const vault = await unlockedVault(await openTestStorage(temporaryFolder()));
    vault.lock();
    for (const wrong of ['x', `${testPassphrase} `, testPassphrase.toUpperCase()]) {
      const problem = await problemOf(() => vault.unlock({ kind: 'passphrase', passphrase: wrong }));
      expect(problem).toMatchObject({ code: 'vault.wrong-passphrase' });
      expect(JSON.stringify(problem)).not.toContain(testPassphrase);
    }
    expect((await vault.status()).state).toBe('locked');
    expect(await problemOf(() => vault.unlock(keychain))).toMatchObject({ code: 'vault.keychain-unavailable' });
  });

  it('stays locked when it is locked while it is being unlocked', async () => {
    const vault = await unlockedVault(await openTestStorage(temporaryFolder()));
    vault.lock();
    const unlocking = problemOf(() => vault.unlock(passphrase));
    vault.lock();
    expect(await unlocking).toMatchObject({ code: 'cancelled' });
    expect(vault.isUnlocked()).toBe(false);
  });

  it('tells of every change until nobody listens', async () => {
    const vault = testVault(await openTestStorage(temporaryFolder()));
    const seen: boolean[] = [];
    const stop = vault.onChange(() => seen.push(vault.isUnlocked()));
    await vault.create(passphrase);
    vault.lock();
    vault.lock();
    await vault.unlock(passphrase);
    await vault.unlock(passphrase);
    stop();
    vault.lock();
    expect(seen).toEqual([true, false, true]);
  });

  it.each([
    'UPDATE key_slots SET wrapped_key = zeroblob(length(wrapped_key))',
    "UPDATE key_slots SET wrapped_key = x''",
    `UPDATE key_slots SET parameters = replace(parameters, '"passes":1', '"passes":2')`,
    "UPDATE key_slots SET parameters = 'nonsense'",
    'UPDATE key_slots SET created_at = created_at + 1',
    "UPDATE key_slots SET id = 'another'",
    'DELETE FROM key_slots',
    "UPDATE meta SET value = 'AAAA' WHERE key = 'vault.check'",
    "DELETE FROM meta WHERE key = 'vault.check'",
  ])('says so when its key was changed: %s', async (statement) => {
    const storage = await openTestStorage(temporaryFolder());
    await unlockedVault(storage);
    const vault = testVault(await tamper(storage, statement));
    expect(await problemOf(() => vault.unlock(passphrase))).toMatchObject({ code: 'vault.tampered' });
    expect(await problemOf(() => vault.create(passphrase))).toMatchObject({ code: 'vault.already-created' });
  });
});

describe('what is sealed', () => {
  it('opens only where it was sealed', async () => {
    const vault = await unlockedVault(await openTestStorage(temporaryFolder()));
    const sealed = vault.sealSecret(context, 'hush');
    expect(vault.openSecret(context, sealed)).toBe('hush');
    const elsewhere = [
      { ...context, recordId: 'r2' },
      { ...context, part: 'other' },
      { ...context, version: 2 },
      { ...context, binding: 'y' },
    ];
    for (const place of elsewhere) {
      expect(await problemOf(() => vault.openSecret(place, sealed))).toMatchObject({ code: 'vault.tampered' });
    }
    expect(await problemOf(() => vault.openSecret(context, new Uint8Array(0)))).toMatchObject({
      code: 'vault.tampered',
    });
    expect(await problemOf(() => vault.openBytes(['secret', 'r1', 'secret', 1, 'x'], sealed))).toMatchObject({
      code: 'vault.tampered',
    });
  });

  it('never looks the same twice', async () => {
    const vault = await unlockedVault(await openTestStorage(temporaryFolder()));
    expect(vault.sealSecret(context, 'hush')).not.toEqual(vault.sealSecret(context, 'hush'));
  });

  it('may be an empty text, which is not a failure', async () => {
    const vault = await unlockedVault(await openTestStorage(temporaryFolder()));
    expect(vault.openSecret(context, vault.sealSecret(context, ''))).toBe('');
  });
});

describe('a vault in the keychain of the system', () => {
  async function lockedVault() {
    const keys = fakeKeychain();
    const vault = testVault(await openTestStorage(temporaryFolder()), keys);
    await vault.create(keychain);
    const status = await vault.status();
    expect(status).toMatchObject({ state: 'unlocked', slots: [{ kind: 'keychain', backend: 'gnome_libsecret' }] });
    vault.lock();
    return { vault, keys };
  }

  it('opens by itself', async () => {
    const { vault } = await lockedVault();
    await vault.unlock(keychain);
    expect(vault.isUnlocked()).toBe(true);
    vault.lock();
    expect(await problemOf(() => vault.unlock(passphrase))).toMatchObject({ code: 'vault.wrong-passphrase' });
  });

  it.each(['basic_text', 'unknown', 'none'])('is not made where %s protects nothing', async (backend) => {
    const keys = fakeKeychain();
    keys.set({ protects: false, backend });
    const vault = testVault(await openTestStorage(temporaryFolder()), keys);
    const problem = await problemOf(() => vault.create(keychain));
    expect(problem).toMatchObject({ code: 'vault.keychain-unavailable', params: { backend } });
    expect((await vault.status()).state).toBe('absent');
  });

  it.each([
    [
      'forgets',
      () => {
        throw new Error('no such item');
      },
    ],
    ['mixes up', () => new Uint8Array(32)],
    ['empties', () => new Uint8Array(0)],
  ])('is not made in a keychain that %s what it is given', async (_, unwrap) => {
    const keys = fakeKeychain();
    keys.set({ unwrap });
    const vault = testVault(await openTestStorage(temporaryFolder()), keys);
    expect(await problemOf(() => vault.create(keychain))).toMatchObject({ code: 'vault.keychain-unavailable' });
    expect((await vault.status()).state).toBe('absent');
  });

  it.each([
    ['another backend', { backend: 'kwallet5' }, 'kwallet5'],
    ['one that protects nothing', { backend: 'basic_text', protects: false }, 'basic_text'],
  ])('explains that the keychain has become %s', async (_, changes, actual) => {
    const { vault, keys } = await lockedVault();
    keys.set(changes);
    expect(await problemOf(() => vault.unlock(keychain))).toMatchObject({
      code: 'vault.keychain-lost',
      params: { expected: 'gnome_libsecret', actual },
    });
  });

  it.each([
    [
      'has forgotten it',
      () => {
        throw new Error('no such item');
      },
    ],
    ['gives another key', () => new Uint8Array(32)],
    ['gives no key', () => new Uint8Array(0)],
  ])('is lost, and stays locked, when the keychain %s', async (_, unwrap) => {
    const { vault, keys } = await lockedVault();
    keys.set({ unwrap });
    expect(await problemOf(() => vault.unlock(keychain))).toMatchObject({ code: 'vault.keychain-lost' });
    expect((await vault.status()).state).toBe('locked');
  });

  it('keeps its key as the keychain wraps it by now, and opens with that alone', async () => {
    const storage = await openTestStorage(temporaryFolder());
    const old = fakeKeychain();
    const vault = testVault(storage, old);
    await vault.create(keychain);
    const sealed = vault.sealSecret(context, 'hush');
    vault.lock();
    old.set({ rewrap: (key) => key.map((byte) => byte ^ 0x3c) });
    await vault.unlock(keychain);
    vault.lock();

    const renewed = fakeKeychain();
    renewed.set({ unwrap: (wrapped) => wrapped.map((byte) => byte ^ 0x3c) });
    const later = testVault(storage, renewed);
    await later.unlock(keychain);
    expect(later.openSecret(context, sealed)).toBe('hush');
    expect(await problemOf(() => testVault(storage, fakeKeychain()).unlock(keychain))).toMatchObject({
      code: 'vault.keychain-lost',
    });
  });

  it('is out of reach, not lost, for a host without a keychain', async () => {
    const storage = await openTestStorage(temporaryFolder());
    await testVault(storage, fakeKeychain()).create(keychain);
    const vault = testVault(storage, noKeychain);
    expect(await problemOf(() => vault.unlock(keychain))).toMatchObject({ code: 'vault.keychain-unavailable' });
  });
});
