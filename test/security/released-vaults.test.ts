import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { noKeychain, systemRandom } from '../../src/core/adapters/node/system.ts';
import { captureContext } from '../../src/core/catcher/captures.ts';
import { sealedInputsContext } from '../../src/core/flows/sealed-inputs.ts';
import type { Storage } from '../../src/core/storage/open-storage.ts';
import { openTestStorage, recordingLog, temporaryFolder, testClock } from '../../src/core/storage/test-support.ts';
import { createCredentials } from '../../src/core/vault/credentials/credentials.ts';
import { createRotation } from '../../src/core/vault/rotation/rotation.ts';
import { createBodyStore } from '../../src/core/vault/sealing/body-store.ts';
import { fakeKeychain } from '../../src/core/vault/test-support.ts';
import { createVault, type Vault } from '../../src/core/vault/vault.ts';

const vaults = fileURLToPath(new URL('../fixtures/vaults/0.1', import.meta.url));
const passphrase = { kind: 'passphrase', passphrase: 'not a real passphrase' } as const;

/** A copy of a data folder version 0.1.0 wrote, opened by this version. */
async function copyOf(name: 'passphrase' | 'keychain'): Promise<Storage> {
  const folder = temporaryFolder();
  cpSync(`${vaults}/${name}`, folder, { recursive: true });
  return openTestStorage(folder);
}

async function openReleased(): Promise<{ storage: Storage; vault: Vault }> {
  const storage = await copyOf('passphrase');
  return { storage, vault: vaultIn(storage) };
}

function vaultIn(storage: Storage): Vault {
  return createVault({ storage, keys: noKeychain, random: systemRandom, clock: testClock });
}

/** Everything that was sealed, in clear. */
async function contentOf(storage: Storage, vault: Vault) {
  const credentials = createCredentials({ storage, vault, random: systemRandom, clock: testClock });
  const bodies = createBodyStore({ storage, vault, random: systemRandom });
  const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');
  const capture = storage.captures.sealed('capture-1') ?? new Uint8Array(0);
  const inputs = storage.flowRuns.sealedInputs('run-1') ?? new Uint8Array(0);
  const sandbox = storage.settings.read('sandbox', z.object({ sealed: z.base64() }))?.sealed ?? '';
  const large = await bodies.get('exchange-1', 'response-0');
  return {
    secrets: credentials
      .list()
      .flatMap(({ id, secretParts }) => secretParts.map((part) => credentials.reveal(id, part, 'cli'))),
    body: text(await bodies.get('exchange-1', 'request')),
    large: { size: large?.length, begins: text(large?.subarray(0, 15)) },
    capture: JSON.parse(text(vault.openBytes(captureContext('capture-1', 'capture'), capture))),
    inputs: JSON.parse(text(vault.openBytes(sealedInputsContext('run-1'), inputs))),
    sandbox: text(vault.openBytes(['sandbox', 'credentials'], Buffer.from(sandbox, 'base64'))).length > 50,
  };
}

const written = {
  secrets: ['not a real secret ✓', 'not a real token', 'not a real key'].sort(),
  body: 'not a real body',
  large: { size: 1_048_581, begins: 'not a real body' },
  capture: { part: 'capture' },
  inputs: { consumerSecret: 'not a real input' },
  sandbox: true,
};

async function expectAllThere(storage: Storage, vault: Vault): Promise<void> {
  const content = await contentOf(storage, vault);
  expect({ ...content, secrets: content.secrets.toSorted() }).toEqual(written);
}

test('a vault of version 0.1.0 opens with its passphrase, and all that is in it', { timeout: 60_000 }, async () => {
  const { storage, vault } = await openReleased();
  expect((await vault.status()).slots).toMatchObject([{ kind: 'passphrase', name: '', lastUsedAt: null }]);
  await vault.unlock(passphrase);
  await expectAllThere(storage, vault);
  expect(storage.secretAccess.list({ limit: 100 }).at(-1)).toMatchObject({ action: 'reveal', user: '' });
  vault.lock();
  await vault.unlock(passphrase);
  await expectAllThere(storage, vault);
});

test('a vault of version 0.1.0 takes a recovery key and a new data key', { timeout: 60_000 }, async () => {
  const { storage, vault } = await openReleased();
  await vault.unlock(passphrase);
  const { recoveryKey } = await vault.slots.add({ kind: 'recovery' }, '');
  await new Promise<void>((resolve) => {
    const onProgress = (progress: unknown) => progress === null && resolve();
    createRotation({ storage, vault, random: systemRandom, log: recordingLog(), onProgress }).start();
  });
  for (const method of [{ kind: 'recovery', key: recoveryKey ?? '' } as const, passphrase]) {
    const later = vaultIn(storage);
    await later.unlock(method);
    await expectAllThere(storage, later);
  }
});

test('a vault of version 0.1.0 opens with the keychain that wrapped its key, and goes along when that wraps anew', async () => {
  const storage = await copyOf('keychain');
  const keys = fakeKeychain();
  const vault = createVault({ storage, keys, random: systemRandom, clock: testClock });
  const credentials = createCredentials({ storage, vault, random: systemRandom, clock: testClock });
  const secret = () => credentials.list().map(({ id }) => credentials.reveal(id, 'secret', 'cli'));
  expect((await vault.status()).slots).toMatchObject([{ kind: 'keychain', backend: 'gnome_libsecret' }]);
  await vault.unlock({ kind: 'keychain' });
  expect(secret()).toEqual(['not a real secret ✓']);
  vault.lock();

  const anew = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0x3c);
  keys.set({ rewrap: anew });
  await vault.unlock({ kind: 'keychain' });
  vault.lock();
  keys.set({ rewrap: null, unwrap: anew });
  await vault.unlock({ kind: 'keychain' });
  expect(secret()).toEqual(['not a real secret ✓']);
});
