import { expect, test } from 'vitest';
import { createKeychain } from './keychain.ts';
import type { OsEncryption } from './runtime.ts';

const working: OsEncryption = {
  available: async () => true,
  backend: () => null,
  encrypt: async (text) => Buffer.from(`sealed ${text}`),
  decrypt: async (bytes) => Buffer.from(bytes).toString().replace('sealed ', ''),
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
  expect(await keychain.unwrap(wrapped)).toEqual({ key: 'c2VjcmV0' });
});

test('nothing is wrapped or unwrapped where nothing protects it', async () => {
  const keychain = createKeychain({ ...working, backend: () => 'basic_text' }, 'linux');
  const refusal = { problem: { code: 'vault.keychain-unavailable', params: { backend: 'basic_text' } } };
  await expect(keychain.wrap('AAAA')).rejects.toMatchObject(refusal);
  await expect(keychain.unwrap('AAAA')).rejects.toMatchObject(refusal);
});

test.each([
  ['throws', () => Promise.reject(new Error('decryption failed'))],
  ['returns nothing', async () => ''],
])('a keychain that %s has lost the key: no empty key comes back', async (_how, decrypt) => {
  const keychain = createKeychain({ ...working, decrypt }, 'win32');
  await expect(keychain.unwrap('AAAA')).rejects.toMatchObject({ problem: { code: 'vault.keychain-lost' } });
});

test('a keychain that cannot wrap says so', async () => {
  const keychain = createKeychain({ ...working, encrypt: () => Promise.reject(new Error('locked')) }, 'win32');
  await expect(keychain.wrap('AAAA')).rejects.toMatchObject({ problem: { code: 'vault.keychain-unavailable' } });
});
