import { createHash } from 'node:crypto';
import type { KeyProvider, Random } from '../ports.ts';
import type { Storage } from '../storage/open-storage.ts';
import { testClock } from '../storage/test-support.ts';
import type { PassphraseCost } from './slots/passphrase.ts';
import { createVault, type Vault } from './vault.ts';

/** Argon2id as cheap as it gets: what is tested is not its cost. */
export const cheapCost: PassphraseCost = { memoryKib: 8, passes: 1, lanes: 1 };

export const testPassphrase = 'correct horse battery';

/** Different bytes with every call, the same in every run. */
export function countingRandom(): Random {
  let calls = 0;
  return {
    bytes(length) {
      const blocks: Buffer[] = [];
      for (let filled = 0; filled < length; filled += 32) {
        calls += 1;
        blocks.push(createHash('sha256').update(`test random ${calls}`).digest());
      }
      return new Uint8Array(Buffer.concat(blocks)).slice(0, length);
    },
  };
}

type Keychain = KeyProvider & {
  /** What it says of itself, and whether it still opens what it wrapped. */
  set(changes: Partial<{ backend: string; protects: boolean; unwrap: (wrapped: Uint8Array) => Uint8Array }>): void;
};

/** A keychain in memory, to be changed and broken. */
export function fakeKeychain(backend = 'gnome_libsecret'): Keychain {
  const flip = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0xa5);
  let state = { backend, protects: true, unwrap: flip };
  return {
    set: (changes) => {
      state = { ...state, ...changes };
    },
    status: async () => ({ backend: state.backend, protects: state.protects }),
    wrap: async (key) => ({ wrapped: flip(key), backend: state.backend }),
    unwrap: async (wrapped) => state.unwrap(wrapped),
  };
}

export function testVault(storage: Storage, keys: KeyProvider = fakeKeychain()): Vault {
  return createVault({ storage, keys, random: countingRandom(), clock: testClock, passphraseCost: cheapCost });
}

/** A new vault, unlocked, with {@link testPassphrase}. */
export async function unlockedVault(storage: Storage): Promise<Vault> {
  const vault = testVault(storage);
  await vault.create({ kind: 'passphrase', passphrase: testPassphrase });
  return vault;
}
