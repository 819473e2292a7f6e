import { describe, expect, test } from 'vitest';
import { createKeychain } from './keychain.ts';
import type { OsEncryption } from './runtime.ts';

const working: OsEncryption = {
  available: async () => true,
  backend: () => null,
  encrypt: async (text) => Buffer.from(`sealed ${text}`),
  decrypt: async (bytes) => ({ text: Buffer.from(bytes).toString().replace('sealed ', ''), shouldReEncrypt: false }),
};

test.each([
  ['darwin', null, true, true, 'keychain'],
  ['darwin', null, false, false, 'keychain'],
  ['win32', null, true, true, 'dpapi'],
  ['linux', 'gnome_libsecret', true, true, 'gnome_libsecret'],
  ['linux', 'kwallet6', true, true, 'kwallet6'],
  ['linux', 'kwallet6', false, false, 'kwallet6'],
  ['linux', 'basic_text', true, false, 'basic_text'],
  ['linux', 'unknown', true, false, 'unknown'],
  ['linux', null, true, false, 'unknown'],
  ['freebsd', null, true, false, 'unknown'],
])('%s with %s, available %s: protects %s', async (platform, store, available, protects, backend) => {
  const keychain = createKeychain({ ...working, available: async () => available, backend: () => store }, platform);
  expect(await keychain.status()).toEqual({ protects, backend });
});

test('a key comes back as it went in, and the backend is named', async () => {
  const keychain = createKeychain(working, 'darwin');
  const { wrapped, backend } = await keychain.wrap('c2VjcmV0');
  expect(backend).toBe('keychain');
  expect(wrapped).not.toContain('c2VjcmV0');
  expect(await keychain.unwrap(wrapped)).toEqual({ key: 'c2VjcmV0', rewrapped: null });
});

test('nothing is wrapped or unwrapped where nothing protects it', async () => {
  const keychain = createKeychain({ ...working, backend: () => 'basic_text' }, 'linux');
  const refusal = { problem: { code: 'vault.keychain-unavailable', params: { backend: 'basic_text' } } };
  await expect(keychain.wrap('AAAA')).rejects.toMatchObject(refusal);
  await expect(keychain.unwrap('AAAA')).rejects.toMatchObject(refusal);
});

test.each([
  ['throws', () => Promise.reject(new Error('decryption failed'))],
  ['returns nothing', async () => ({ text: '', shouldReEncrypt: false })],
])('a keychain that %s has lost the key: no empty key comes back', async (_how, decrypt) => {
  const keychain = createKeychain({ ...working, decrypt }, 'win32');
  await expect(keychain.unwrap('AAAA')).rejects.toMatchObject({ problem: { code: 'vault.keychain-lost' } });
});

test('a keychain that cannot wrap says so', async () => {
  const keychain = createKeychain({ ...working, encrypt: () => Promise.reject(new Error('locked')) }, 'win32');
  await expect(keychain.wrap('AAAA')).rejects.toMatchObject({ problem: { code: 'vault.keychain-unavailable' } });
});

/** Every platform with every store it may have, available or not, with every way in which decrypting can come out. */
describe('the matrix of keychains', () => {
  const stores = [
    ['darwin', null, true],
    ['win32', null, true],
    ['linux', 'gnome_libsecret', true],
    ['linux', 'kwallet', true],
    ['linux', 'kwallet5', true],
    ['linux', 'kwallet6', true],
    ['linux', 'basic_text', false],
    ['linux', 'unknown', false],
    ['linux', null, false],
  ] as const;
  const key = 'c2VjcmV0';
  /** What the store gives back of what it sealed, and whether it wants it sealed anew. */
  const outcomes = {
    'gives the key': { decrypt: async () => ({ text: key, shouldReEncrypt: false }), gives: { key, rewrapped: null } },
    'gives the key and wants it anew': {
      decrypt: async () => ({ text: key, shouldReEncrypt: true }),
      gives: { key, rewrapped: Buffer.from(`sealed ${key}`).toString('base64') },
    },
    'wants it anew and cannot seal it': {
      decrypt: async () => ({ text: key, shouldReEncrypt: true }),
      encrypt: () => Promise.reject(new Error('locked')),
      gives: { key, rewrapped: null },
    },
    'wants it anew and then gives another': {
      decrypt: async (bytes: Uint8Array) => ({ text: bytes.length > 1 ? 'other' : key, shouldReEncrypt: true }),
      gives: { key, rewrapped: null },
    },
    'gives nothing': { decrypt: async () => ({ text: '', shouldReEncrypt: false }), gives: null },
    throws: { decrypt: () => Promise.reject(new Error('no such key')), gives: null },
  } as const;

  const cases = stores.flatMap(([platform, store, protects]) =>
    [true, false].flatMap((available) =>
      Object.entries(outcomes).map(([outcome, { gives, ...how }]) => ({
        platform,
        store,
        available,
        outcome,
        how,
        gives: protects && available ? gives : 'refused',
      })),
    ),
  );

  test.each(cases)(
    '$platform, $store, available $available, $outcome',
    async ({ platform, store, available, how, gives }) => {
      const encryption = { ...working, available: async () => available, backend: () => store, ...how };
      const unwrapped = createKeychain(encryption, platform).unwrap('AA==');
      if (gives === 'refused') {
        await expect(unwrapped).rejects.toMatchObject({ problem: { code: 'vault.keychain-unavailable' } });
      } else if (gives === null) {
        await expect(unwrapped).rejects.toMatchObject({ problem: { code: 'vault.keychain-lost' } });
      } else {
        expect(await unwrapped).toEqual(gives);
      }
    },
  );
});
