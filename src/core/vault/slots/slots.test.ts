import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../adapters/node/open-database.ts';
import { openTestStorage, problemOf, temporaryFolder, testTime } from '../../storage/test-support.ts';
import { fakeKeychain, testPassphrase, testVault, unlockedVault } from '../test-support.ts';
import { keyFromRecoveryKey, newRecoveryKey } from './recovery-key.ts';

const context = { recordId: 'r', part: 'secret', version: 1, binding: '' };
const other = { kind: 'passphrase', passphrase: 'another long passphrase' } as const;
const passphrase = { kind: 'passphrase', passphrase: testPassphrase } as const;
const keychain = { kind: 'keychain' } as const;

async function setUp() {
  const storage = await openTestStorage(temporaryFolder());
  const vault = await unlockedVault(storage);
  const sealed = vault.sealSecret(context, 'hush');
  const opens = async (method: Parameters<typeof vault.unlock>[0]) => {
    vault.lock();
    await vault.unlock(method);
    return vault.openSecret(context, sealed);
  };
  return { storage, vault, opens, sealed };
}

describe('key slots', () => {
  it('of every kind and any number open the same vault', async () => {
    const { vault, opens } = await setUp();
    await vault.slots.add(other, 'For the night shift');
    const { recoveryKey } = await vault.slots.add({ kind: 'recovery' }, 'In the safe');
    await vault.slots.add({ kind: 'recovery' }, '');
    expect(await opens(other)).toBe('hush');
    expect(await opens({ kind: 'recovery', key: recoveryKey ?? '' })).toBe('hush');
    expect(await opens(passphrase)).toBe('hush');
    const { slots } = await vault.status();
    expect(slots.map(({ kind, name }) => [kind, name])).toContainEqual(['recovery', 'In the safe']);
    expect(slots.map(({ lastUsedAt }) => lastUsedAt)).toContain(null);
    expect(slots.find(({ name }) => name === 'In the safe')?.lastUsedAt).toBe(testTime);
  });

  it('are added and removed without touching what is sealed', async () => {
    const { storage, vault } = await setUp();
    const rows = () => storage.secrets.list('r');
    storage.secrets.replace('r', [{ part: 'secret', version: 1, sealed: vault.sealSecret(context, 'hush') }]);
    const before = rows();
    const [first] = (await vault.status()).slots;
    await vault.slots.add(other, '');
    await vault.slots.remove(first?.id ?? '');
    expect(rows()).toEqual(before);
    vault.lock();
    await vault.unlock(other);
    expect(await problemOf(() => testVault(storage).unlock(passphrase))).toMatchObject({
      code: 'vault.wrong-passphrase',
    });
  });

  it('need the unlocked vault', async () => {
    const { vault } = await setUp();
    vault.lock();
    expect(await problemOf(() => vault.slots.add(other, ''))).toMatchObject({ code: 'vault.locked' });
  });

  it('keep the last one, and the last one that works on this computer', async () => {
    const storage = await openTestStorage(temporaryFolder());
    const keys = fakeKeychain();
    const vault = testVault(storage, keys);
    await vault.create(passphrase);
    const [first] = (await vault.status()).slots;
    expect(await problemOf(() => vault.slots.remove(first?.id ?? ''))).toMatchObject({ code: 'vault.last-slot' });
    await vault.slots.add(keychain, '');
    keys.set({ backend: 'kwallet6' });
    expect(await problemOf(() => vault.slots.remove(first?.id ?? ''))).toMatchObject({ code: 'vault.last-slot' });
    keys.set({ backend: 'gnome_libsecret' });
    await vault.slots.remove(first?.id ?? '');
    expect((await vault.status()).slots.map(({ kind }) => kind)).toEqual(['keychain']);
  });

  it('change their passphrase only for who knows the old one', async () => {
    const { vault, opens } = await setUp();
    const [slot] = (await vault.status()).slots;
    const change = (old: string, renewed: string) => vault.slots.changePassphrase(slot?.id ?? '', old, renewed);
    expect(await problemOf(() => change('not the old passphrase', other.passphrase))).toMatchObject({
      code: 'vault.wrong-passphrase',
    });
    expect(await problemOf(() => change(testPassphrase, 'short'))).toMatchObject({ code: 'vault.weak-passphrase' });
    await change(testPassphrase, other.passphrase);
    expect(await opens(other)).toBe('hush');
    vault.lock();
    expect(await problemOf(() => vault.unlock(passphrase))).toMatchObject({ code: 'vault.wrong-passphrase' });
    expect((await vault.status()).slots).toHaveLength(1);
  });

  it('of a keychain that is gone are named, kept, and renewed with the keychain there is now', async () => {
    const storage = await openTestStorage(temporaryFolder());
    const keys = fakeKeychain();
    const vault = testVault(storage, keys);
    await vault.create(keychain);
    const [slot] = (await vault.status()).slots;
    const { recoveryKey } = await vault.slots.add({ kind: 'recovery' }, '');
    vault.lock();
    keys.set({ backend: 'kwallet6' });
    expect(await problemOf(() => vault.unlock(keychain))).toMatchObject({
      code: 'vault.keychain-lost',
      params: { expected: 'gnome_libsecret', actual: 'kwallet6' },
    });
    expect((await vault.status()).unusableSlots).toEqual([slot?.id]);
    await vault.unlock({ kind: 'recovery', key: recoveryKey ?? '' });
    await vault.slots.renewKeychain(slot?.id ?? '');
    expect((await vault.status()).unusableSlots).toEqual([]);
    expect((await vault.status()).slots).toContainEqual(expect.objectContaining({ id: slot?.id, backend: 'kwallet6' }));
    vault.lock();
    await vault.unlock(keychain);
    expect(vault.isUnlocked()).toBe(true);
  });

  it('into which a data key was slipped by who has no key do not open', async () => {
    const { storage, vault } = await setUp();
    await vault.slots.add(other, '');
    vault.lock();
    storage.close();
    const connection = openDatabase(join(storage.folder, 'countersign.db'));
    connection.exec('UPDATE key_slots SET wrapped_key = (SELECT wrapped_key FROM key_slots ORDER BY id LIMIT 1)');
    connection.close();
    const changed = testVault(await openTestStorage(storage.folder));
    const outcomes: string[] = [];
    for (const method of [passphrase, other]) {
      const opened = changed.unlock(method).then(() => 'opens');
      outcomes.push(await opened.catch(() => 'stays shut'));
      changed.lock();
    }
    expect(outcomes.sort()).toEqual(['opens', 'stays shut']);
  });
});

describe('a recovery key', () => {
  const random = (first: number) => ({ bytes: (length: number) => Uint8Array.from({ length }, (_, i) => first + i) });
  const key = newRecoveryKey(random(7));
  const same = (text: string) => Buffer.from(keyFromRecoveryKey(text)).toString('hex');

  it('is six groups of six characters that are not misread', () => {
    expect(key).toMatch(/^([0-9A-HJKMNP-TV-Z]{6}-){5}[0-9A-HJKMNP-TV-Z]{6}$/);
    expect(newRecoveryKey(random(8))).not.toBe(key);
  });

  it('is read as people type it', () => {
    expect(same(key.toLowerCase().replaceAll('-', ' '))).toBe(same(key));
    expect(same(key.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(same(key));
  });

  it('tells a typing mistake from a wrong key', async () => {
    const swapped = `${key.slice(0, 3)}${key[4]}${key[3]}${key.slice(5)}`;
    for (const wrong of [swapped, key.slice(1), `${key}A`, '', key.replace(/.$/, 'U')]) {
      expect(await problemOf(() => keyFromRecoveryKey(wrong)), wrong).toMatchObject({
        code: 'vault.recovery-key-mistyped',
      });
    }
    const { vault } = await setUp();
    vault.lock();
    expect(await problemOf(() => vault.unlock({ kind: 'recovery', key }))).toMatchObject({
      code: 'vault.wrong-recovery-key',
    });
  });
});
