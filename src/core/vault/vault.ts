import type { UnlockMethod, VaultStatus } from '../../protocol/models/vault.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Clock, KeyProvider, Random } from '../ports.ts';
import type { Storage } from '../storage/open-storage.ts';
import type { StoredKeySlot } from '../storage/repositories/key-slots.ts';
import { type CreateVaultMethod, createSlot } from './create-slot.ts';
import { type DataKeys, deriveKeys, keyBytes, wipeKeys } from './data-key.ts';
import { open, type SealContext, seal } from './framing.ts';
import { defaultPassphraseCost, type PassphraseCost } from './passphrase.ts';
import { openDataKey } from './unlock.ts';

/**
 * What a secret is bound to. `version` is that of the record; `binding` holds the facts about the record that decide what
 * the secret may be used for. A change of any of them, or another record's ciphertext, does not open.
 */
export type SecretContext = { recordId: string; part: string; version: number; binding: string };

/** The key and what is sealed with it. Everything that needs the key throws `vault.locked` or `vault.not-created` without it. */
export type Vault = {
  status(): Promise<VaultStatus>;
  /** Makes the data key and leaves the vault unlocked. Throws `vault.already-created`, `vault.weak-passphrase`, `vault.keychain-unavailable`. */
  create(method: CreateVaultMethod): Promise<VaultStatus>;
  /**
   * Throws `vault.not-created`, `vault.wrong-passphrase`, `vault.keychain-unavailable`, `vault.keychain-lost`,
   * `vault.tampered`; `cancelled` when the vault was locked meanwhile.
   */
  unlock(method: UnlockMethod): Promise<VaultStatus>;
  /** Forgets the key and overwrites it. */
  lock(): void;
  isUnlocked(): boolean;
  sealSecret(context: SecretContext, value: string): Uint8Array;
  /** Throws `vault.tampered` when `sealed` is not what was sealed for this context. */
  openSecret(context: SecretContext, sealed: Uint8Array): string;
  sealBytes(context: SealContext, bytes: Uint8Array): Uint8Array;
  /** Throws `vault.tampered` when `sealed` is not what was sealed for this context. */
  openBytes(context: SealContext, sealed: Uint8Array): Uint8Array;
  /** Called after every change between absent, locked and unlocked; the returned function ends the subscription. */
  onChange(listener: () => void): () => void;
};

type VaultPorts = {
  storage: Pick<Storage, 'keySlots' | 'meta' | 'transaction'>;
  keys: KeyProvider;
  random: Random;
  clock: Clock;
  /** For new passphrase slots. */
  passphraseCost?: PassphraseCost;
};

const checkKey = 'vault.check';
const checkContext: SealContext = ['check'];

export function createVault({
  storage,
  keys,
  random,
  clock,
  passphraseCost = defaultPassphraseCost,
}: VaultPorts): Vault {
  const { keySlots, meta } = storage;
  const listeners = new Set<() => void>();
  let held: DataKeys | undefined;
  let locks = 0;

  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const isCreated = (): boolean => meta.get(checkKey) !== undefined || keySlots.list().length > 0;

  const hold = (dataKeys: DataKeys): void => {
    if (held !== undefined) {
      wipeKeys(dataKeys);
      return;
    }
    held = dataKeys;
    changed();
  };

  const requireKeys = (): DataKeys => {
    if (held !== undefined) return held;
    throw new ProblemError(isCreated() ? 'vault.locked' : 'vault.not-created');
  };

  const status = async (): Promise<VaultStatus> => ({
    keychain: await keys.status(),
    state: held !== undefined ? 'unlocked' : isCreated() ? 'locked' : 'absent',
    slots: keySlots.list().map(publicSlot),
  });

  return {
    status,

    async create(method) {
      if (isCreated()) throw new ProblemError('vault.already-created');
      const dataKey = random.bytes(keyBytes);
      try {
        const slot = await createSlot(dataKey, method, { keys, random, clock, passphraseCost });
        const dataKeys = deriveKeys(dataKey);
        const check = Buffer.from(seal(dataKeys.check, random, checkContext, new Uint8Array(0))).toString('base64');
        storage.transaction(() => {
          if (isCreated()) throw new ProblemError('vault.already-created');
          keySlots.insert(slot);
          meta.set(checkKey, check);
        });
        hold(dataKeys);
      } finally {
        dataKey.fill(0);
      }
      return status();
    },

    async unlock(method) {
      if (held !== undefined) return status();
      if (!isCreated()) throw new ProblemError('vault.not-created');
      const locksBefore = locks;
      const dataKey = await openDataKey(requireSlots(keySlots.list()), method, keys);
      const dataKeys = deriveKeys(dataKey);
      dataKey.fill(0);
      const check = meta.get(checkKey);
      if (check === undefined || open(dataKeys.check, checkContext, Buffer.from(check, 'base64')) === undefined) {
        wipeKeys(dataKeys);
        throw new ProblemError('vault.tampered', {
          params: { what: 'key check' },
          detail: 'the key is of another vault',
        });
      }
      if (locks !== locksBefore) {
        wipeKeys(dataKeys);
        throw new ProblemError('cancelled', { detail: 'the vault was locked while it was being unlocked' });
      }
      hold(dataKeys);
      return status();
    },

    lock() {
      locks += 1;
      if (held === undefined) return;
      wipeKeys(held);
      held = undefined;
      changed();
    },

    isUnlocked: () => held !== undefined,

    sealSecret: (context, value) =>
      seal(requireKeys().secrets, random, secretContext(context), Buffer.from(value, 'utf8')),

    openSecret(context, sealed) {
      const plain = open(requireKeys().secrets, secretContext(context), sealed);
      if (plain === undefined) throw tampered(`${context.recordId} ${context.part}`);
      const value = Buffer.from(plain).toString('utf8');
      plain.fill(0);
      return value;
    },

    sealBytes: (context, bytes) => seal(requireKeys().bodies, random, context, bytes),

    openBytes(context, sealed) {
      const plain = open(requireKeys().bodies, context, sealed);
      if (plain === undefined) throw tampered(context.join(' '));
      return plain;
    },

    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function secretContext({ recordId, part, version, binding }: SecretContext): SealContext {
  return ['secret', recordId, part, version, binding];
}

function requireSlots(slots: StoredKeySlot[]): StoredKeySlot[] {
  if (slots.length > 0) return slots;
  throw new ProblemError('vault.tampered', { params: { what: 'key slots' }, detail: 'the key slots are gone' });
}

function publicSlot({ id, kind, backend, createdAt }: StoredKeySlot) {
  return { id, kind, backend, createdAt };
}

function tampered(what: string): ProblemError {
  return new ProblemError('vault.tampered', {
    params: { what },
    detail: 'what is stored is not what was sealed here',
  });
}
