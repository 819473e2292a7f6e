import type { UnlockMethod } from '../../../protocol/models/vault/vault-protection.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { KeyProvider } from '../../ports.ts';
import type { StoredKeySlot } from '../../storage/repositories/key-slots.ts';
import {
  damagedSlot,
  isIntact,
  keychainParametersSchema,
  type OpenSlot,
  openSlot,
  parametersOf,
  passphraseParametersSchema,
} from './key-slot.ts';
import { keyFromPassphrase } from './passphrase.ts';
import { keyFromRecoveryKey } from './recovery-key.ts';

/**
 * A slot that opened, with its own key for as long as the caller needs it: they overwrite it. `rewrapped`: that key as the keychain
 * wraps it by now, to be kept in the slot; `null` where it wraps as before.
 */
export type Opened = { slot: StoredKeySlot; slotKey: Uint8Array; content: OpenSlot; rewrapped: Uint8Array | null };

/**
 * Opens the first slot the method fits. Throws what {@link openWithKeychain} throws, `vault.wrong-passphrase`,
 * `vault.wrong-recovery-key`, `vault.recovery-key-mistyped`, and `vault.tampered` when a slot that might have opened is
 * damaged.
 */
export function openAnySlot(slots: readonly StoredKeySlot[], method: UnlockMethod, keys: KeyProvider): Promise<Opened> {
  switch (method.kind) {
    case 'passphrase':
      return openWithPassphrase(slots, method.passphrase);
    case 'recovery':
      return openWithRecoveryKey(slots, method.key);
    case 'keychain':
      return openWithKeychain(slots, keys);
  }
}

export async function openWithPassphrase(slots: readonly StoredKeySlot[], passphrase: string): Promise<Opened> {
  const candidates = slots.filter(({ kind }) => kind === 'passphrase');
  if (candidates.length === 0) {
    throw new ProblemError('vault.wrong-passphrase', {
      field: 'method.passphrase',
      detail: 'this vault has no passphrase',
    });
  }
  for (const slot of candidates.filter(isIntact)) {
    const { salt, cost } = parametersOf(slot, passphraseParametersSchema);
    const opened = tryKey(slot, await keyFromPassphrase(passphrase, Buffer.from(salt, 'base64'), cost));
    if (opened !== undefined) return opened;
  }
  if (!candidates.every(isIntact)) throw damagedSlot();
  throw new ProblemError('vault.wrong-passphrase', { field: 'method.passphrase' });
}

async function openWithRecoveryKey(slots: readonly StoredKeySlot[], printed: string): Promise<Opened> {
  const slotKey = keyFromRecoveryKey(printed);
  const candidates = slots.filter(({ kind }) => kind === 'recovery');
  for (const slot of candidates.filter(isIntact)) {
    const opened = tryKey(slot, Uint8Array.from(slotKey));
    if (opened !== undefined) return opened;
  }
  slotKey.fill(0);
  if (!candidates.every(isIntact)) throw damagedSlot();
  throw new ProblemError('vault.wrong-recovery-key', { field: 'method.key' });
}

/**
 * Throws `vault.keychain-unavailable` where there is no keychain or no slot for one, `vault.keychain-lost` (`params`:
 * `expected` and `actual` backend) when the keychain that wrapped the key is not the one there is now or has forgotten it,
 * `vault.tampered` when the slot is damaged.
 */
async function openWithKeychain(slots: readonly StoredKeySlot[], keys: KeyProvider): Promise<Opened> {
  const candidates = slots.filter(({ kind }) => kind === 'keychain');
  const [first] = candidates;
  if (first === undefined) {
    throw new ProblemError('vault.keychain-unavailable', {
      params: { backend: '' },
      detail: 'this vault has no keychain slot; it opens with a passphrase',
    });
  }
  const { protects, backend } = await keys.status();
  const slot = candidates.find((one) => protects && one.backend === backend);
  if (slot === undefined) {
    if (backend === 'none') throw new ProblemError('vault.keychain-unavailable', { params: { backend } });
    if (!isIntact(first)) throw damagedSlot();
    throw keychainLost(first, backend, 'the keychain of the system is another one now');
  }
  return openFirst(
    candidates.filter((one) => one.backend === backend),
    keys,
  );
}

async function openFirst(slots: readonly StoredKeySlot[], keys: KeyProvider): Promise<Opened> {
  let failure: unknown = damagedSlot();
  for (const slot of slots) {
    try {
      return await openOne(slot, keys);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function openOne(slot: StoredKeySlot, keys: KeyProvider): Promise<Opened> {
  if (!isIntact(slot)) throw damagedSlot();
  const { wrappedKey } = parametersOf(slot, keychainParametersSchema);
  const { key, rewrapped } = await unwrap(slot, keys, Buffer.from(wrappedKey, 'base64'));
  const opened = tryKey(slot, key, rewrapped);
  if (opened === undefined) throw keychainLost(slot, slot.backend ?? '', 'the keychain gave another key');
  return opened;
}

async function unwrap(slot: StoredKeySlot, keys: KeyProvider, wrapped: Uint8Array): ReturnType<KeyProvider['unwrap']> {
  try {
    return await keys.unwrap(wrapped);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'vault.keychain-unavailable') throw error;
    throw keychainLost(slot, slot.backend ?? '', 'the keychain no longer opens the key', error);
  }
}

function tryKey(slot: StoredKeySlot, slotKey: Uint8Array, rewrapped: Uint8Array | null = null): Opened | undefined {
  const content = openSlot(slot, slotKey);
  if (content !== undefined) return { slot, slotKey, content, rewrapped };
  slotKey.fill(0);
  return undefined;
}

function keychainLost(slot: StoredKeySlot, actual: string, detail: string, cause?: unknown): ProblemError {
  return new ProblemError('vault.keychain-lost', {
    params: { expected: slot.backend ?? '', actual },
    detail,
    cause,
  });
}
