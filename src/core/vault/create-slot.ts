import type { z } from 'zod';
import type { createVaultMethodSchema } from '../../protocol/models/vault.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Clock, KeyProvider, Random } from '../ports.ts';
import type { StoredKeySlot } from '../storage/repositories/key-slots.ts';
import { keyBytes } from './data-key.ts';
import { makeSlot } from './key-slot.ts';
import { keyFromPassphrase, type PassphraseCost, requireStrongPassphrase } from './passphrase.ts';

export type CreateVaultMethod = z.infer<typeof createVaultMethodSchema>;
type Ports = { keys: KeyProvider; random: Random; clock: Clock; passphraseCost: PassphraseCost };

/** Wraps the data key. Throws `vault.weak-passphrase` and `vault.keychain-unavailable`. */
export function createSlot(dataKey: Uint8Array, method: CreateVaultMethod, ports: Ports): Promise<StoredKeySlot> {
  return method.kind === 'passphrase'
    ? passphraseSlot(dataKey, method.passphrase, ports)
    : keychainSlot(dataKey, ports);
}

async function passphraseSlot(dataKey: Uint8Array, passphrase: string, ports: Ports): Promise<StoredKeySlot> {
  requireStrongPassphrase(passphrase);
  const salt = ports.random.bytes(16);
  const slotKey = await keyFromPassphrase(passphrase, salt, ports.passphraseCost);
  const slot = makeSlot(dataKey, slotKey, { kind: 'passphrase', salt, cost: ports.passphraseCost }, ports);
  slotKey.fill(0);
  return slot;
}

async function keychainSlot(dataKey: Uint8Array, ports: Ports): Promise<StoredKeySlot> {
  const { protects, backend } = await ports.keys.status();
  if (!protects) throw new ProblemError('vault.keychain-unavailable', { params: { backend } });
  const slotKey = ports.random.bytes(keyBytes);
  try {
    const wrapped = await wrapAndProve(slotKey, ports.keys, backend);
    return makeSlot(
      dataKey,
      slotKey,
      { kind: 'keychain', wrappedKey: wrapped.wrapped, backend: wrapped.backend },
      ports,
    );
  } finally {
    slotKey.fill(0);
  }
}

/** A keychain that does not give back what it was given would lose the vault: found out before anything is sealed. */
async function wrapAndProve(slotKey: Uint8Array, keys: KeyProvider, backend: string) {
  try {
    const wrapped = await keys.wrap(slotKey);
    const back = await keys.unwrap(wrapped.wrapped);
    if (Buffer.compare(back, slotKey) !== 0) throw new Error('the keychain gave back another key');
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
