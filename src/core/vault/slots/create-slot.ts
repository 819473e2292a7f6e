import type { NewSlot } from '../../../protocol/models/vault/vault-protection.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { KeyProvider, Random } from '../../ports.ts';
import type { StoredKeySlot } from '../../storage/repositories/key-slots.ts';
import { keyBytes } from '../keys/data-key.ts';
import { makeSlot, type SlotFacts, type WrappedKeys } from './key-slot.ts';
import { keyFromPassphrase, type PassphraseCost, requireStrongPassphrase } from './passphrase.ts';
import { keyFromRecoveryKey, newRecoveryKey } from './recovery-key.ts';

export type SlotPorts = { keys: KeyProvider; random: Random; passphraseCost: PassphraseCost };
/** What a slot opens to: the data keys, and the secret all slots share. */
export type SlotContent = WrappedKeys & { shared: Uint8Array };
type Facts = Omit<SlotFacts, 'kind' | 'backend'>;

/** `recoveryKey`: of a recovery slot, to be shown once; nothing that is kept gives it back. */
export type MadeSlot = { slot: StoredKeySlot; recoveryKey: string | null };

/** Throws `vault.weak-passphrase` and `vault.keychain-unavailable`. */
export async function createSlot(
  facts: Facts,
  method: NewSlot,
  content: () => SlotContent,
  ports: SlotPorts,
): Promise<MadeSlot> {
  switch (method.kind) {
    case 'passphrase':
      return { slot: await passphraseSlot(facts, method.passphrase, content, ports), recoveryKey: null };
    case 'keychain':
      return { slot: await keychainSlot(facts, content, ports), recoveryKey: null };
    case 'recovery': {
      const recoveryKey = newRecoveryKey(ports.random);
      const slotKey = keyFromRecoveryKey(recoveryKey);
      const own = { ...facts, kind: 'recovery', backend: null } as const;
      return { slot: make(own, {}, slotKey, content, ports), recoveryKey };
    }
  }
}

async function passphraseSlot(
  facts: Facts,
  passphrase: string,
  content: () => SlotContent,
  ports: SlotPorts,
): Promise<StoredKeySlot> {
  requireStrongPassphrase(passphrase);
  const salt = ports.random.bytes(16);
  const slotKey = await keyFromPassphrase(passphrase, salt, ports.passphraseCost);
  const own = { kdf: 'argon2id', salt: Buffer.from(salt).toString('base64'), cost: ports.passphraseCost };
  return make({ ...facts, kind: 'passphrase', backend: null }, own, slotKey, content, ports);
}

async function keychainSlot(facts: Facts, content: () => SlotContent, ports: SlotPorts): Promise<StoredKeySlot> {
  const { protects, backend } = await ports.keys.status();
  if (!protects) throw new ProblemError('vault.keychain-unavailable', { params: { backend } });
  const slotKey = ports.random.bytes(keyBytes);
  try {
    const wrapped = await wrapAndProve(slotKey, ports.keys, backend);
    const own = { wrappedKey: Buffer.from(wrapped.wrapped).toString('base64') };
    return make({ ...facts, kind: 'keychain', backend: wrapped.backend }, own, slotKey, content, ports);
  } finally {
    slotKey.fill(0);
  }
}

/** `content` is asked for last: meanwhile the vault may have been locked, or its data key rotated. */
function make(
  facts: SlotFacts,
  own: Record<string, unknown>,
  slotKey: Uint8Array,
  content: () => SlotContent,
  { random }: SlotPorts,
): StoredKeySlot {
  try {
    const { shared, current, next } = content();
    return makeSlot(facts, own, slotKey, shared, { current, next }, random);
  } finally {
    slotKey.fill(0);
  }
}

/** A keychain that does not give back what it was given would lose the vault: found out before anything is sealed. */
async function wrapAndProve(slotKey: Uint8Array, keys: KeyProvider, backend: string) {
  try {
    const wrapped = await keys.wrap(slotKey);
    const { key: back } = await keys.unwrap(wrapped.wrapped);
    if (Buffer.compare(back, slotKey) !== 0) throw new Error('the keychain gave back another key');
    back.fill(0);
    return wrapped;
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError('vault.keychain-unavailable', {
      params: { backend },
      detail: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
}
