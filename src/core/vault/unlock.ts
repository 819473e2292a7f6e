import type { z } from 'zod';
import type { UnlockMethod } from '../../protocol/models/vault.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { KeyProvider } from '../ports.ts';
import type { StoredKeySlot } from '../storage/repositories/key-slots.ts';
import { isIntact, keychainParametersSchema, openSlot, passphraseParametersSchema } from './key-slot.ts';
import { keyFromPassphrase } from './passphrase.ts';

/** Finds the data key. Throws what {@link openWithPassphrase} and {@link openWithKeychain} throw. */
export function openDataKey(
  slots: readonly StoredKeySlot[],
  method: UnlockMethod,
  keys: KeyProvider,
): Promise<Uint8Array> {
  return method.kind === 'passphrase' ? openWithPassphrase(slots, method.passphrase) : openWithKeychain(slots, keys);
}

/** Throws `vault.wrong-passphrase` when no slot opens, `vault.tampered` when one that might have is damaged. */
async function openWithPassphrase(slots: readonly StoredKeySlot[], passphrase: string): Promise<Uint8Array> {
  const candidates = slots.filter(({ kind }) => kind === 'passphrase');
  if (candidates.length === 0) {
    throw new ProblemError('vault.wrong-passphrase', {
      field: 'method.passphrase',
      detail: 'this vault has no passphrase; it opens with the keychain of the system',
    });
  }
  for (const slot of candidates.filter(isIntact)) {
    const { salt, cost } = parametersOf(slot, passphraseParametersSchema);
    const slotKey = await keyFromPassphrase(passphrase, Buffer.from(salt, 'base64'), cost);
    const dataKey = openSlot(slot, slotKey);
    slotKey.fill(0);
    if (dataKey !== undefined) return dataKey;
  }
  if (!candidates.every(isIntact)) throw damagedSlot();
  throw new ProblemError('vault.wrong-passphrase', { field: 'method.passphrase' });
}

/**
 * Throws `vault.keychain-unavailable` where there is no keychain or no slot for one, `vault.keychain-lost` (`params`:
 * `expected` and `actual` backend) when the keychain that wrapped the key is not the one there is now or has forgotten it,
 * `vault.tampered` when the slot is damaged.
 */
async function openWithKeychain(slots: readonly StoredKeySlot[], keys: KeyProvider): Promise<Uint8Array> {
  const slot = slots.find(({ kind }) => kind === 'keychain');
  if (slot === undefined) {
    throw new ProblemError('vault.keychain-unavailable', {
      params: { backend: '' },
      detail: 'this vault has no keychain slot; it opens with a passphrase',
    });
  }
  if (!isIntact(slot)) throw damagedSlot();
  const { wrappedKey } = parametersOf(slot, keychainParametersSchema);
  await requireSameBackend(slot, keys);
  const slotKey = await unwrap(slot, keys, Buffer.from(wrappedKey, 'base64'));
  const dataKey = openSlot(slot, slotKey);
  slotKey.fill(0);
  if (dataKey === undefined) throw keychainLost(slot, slot.backend ?? '', 'the keychain gave another key');
  return dataKey;
}

async function requireSameBackend(slot: StoredKeySlot, keys: KeyProvider): Promise<void> {
  const { protects, backend } = await keys.status();
  if (protects && backend === slot.backend) return;
  if (backend === 'none') throw new ProblemError('vault.keychain-unavailable', { params: { backend } });
  throw keychainLost(slot, backend, 'the keychain of the system is another one now');
}

async function unwrap(slot: StoredKeySlot, keys: KeyProvider, wrapped: Uint8Array): Promise<Uint8Array> {
  try {
    return await keys.unwrap(wrapped);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'vault.keychain-unavailable') throw error;
    throw keychainLost(slot, slot.backend ?? '', 'the keychain no longer opens the key', error);
  }
}

function parametersOf<T>(slot: StoredKeySlot, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(slot.parameters));
  } catch (error) {
    throw damagedSlot(error);
  }
}

function damagedSlot(cause?: unknown): ProblemError {
  return new ProblemError('vault.tampered', { params: { what: 'key slot' }, detail: 'a key slot was changed', cause });
}

function keychainLost(slot: StoredKeySlot, actual: string, detail: string, cause?: unknown): ProblemError {
  return new ProblemError('vault.keychain-lost', {
    params: { expected: slot.backend ?? '', actual },
    detail,
    cause,
  });
}
