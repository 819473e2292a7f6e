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

type KeychainState = {
  backend: string;
  protects: boolean;
  /** What it makes of what it wrapped. */
  unwrap(wrapped: Uint8Array): Uint8Array;
  /** Wraps a key anew whenever it is unwrapped; `null`: nothing has changed. */
  rewrap: ((key: Uint8Array) => Uint8Array) | null;
};

type Keychain = KeyProvider & { set(changes: Partial<KeychainState>): void };

/** A keychain in memory, to be changed and broken. It turns over some bits of each byte, for ever the same: released vaults need it. */
export function fakeKeychain(backend = 'gnome_libsecret'): Keychain {
  const flip = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0xa5);
  let state: KeychainState = { backend, protects: true, unwrap: flip, rewrap: null };
  return {
    set: (changes) => {
      state = { ...state, ...changes };
    },
    status: async () => ({ backend: state.backend, protects: state.protects }),
    wrap: async (key) => ({ wrapped: flip(key), backend: state.backend }),
    unwrap: async (wrapped) => {
      const key = state.unwrap(wrapped);
      return { key, rewrapped: state.rewrap?.(key) ?? null };
    },
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
