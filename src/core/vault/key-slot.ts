import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock, Random } from '../ports.ts';
import type { StoredKeySlot } from '../storage/repositories/key-slots.ts';
import { keyBytes } from './data-key.ts';
import { open, type SealContext, seal } from './framing.ts';
import { newId } from './new-id.ts';
import { type PassphraseCost, passphraseCostSchema } from './passphrase.ts';

/** How the key that wraps the data key is come by. */
export const passphraseParametersSchema = z.strictObject({
  kdf: z.literal('argon2id'),
  salt: z.base64(),
  cost: passphraseCostSchema,
});
export const keychainParametersSchema = z.strictObject({ wrappedKey: z.base64() });

export type SlotSecret = { kind: 'passphrase'; salt: Uint8Array; cost: PassphraseCost } | KeychainSecret;
type KeychainSecret = { kind: 'keychain'; wrappedKey: Uint8Array; backend: string };

/** A slot that holds `dataKey` wrapped by `slotKey`. */
export function makeSlot(
  dataKey: Uint8Array,
  slotKey: Uint8Array,
  secret: SlotSecret,
  { random, clock }: { random: Random; clock: Clock },
): StoredKeySlot {
  const id = newId(random);
  const parameters = parametersOf(secret);
  const facts = {
    id,
    kind: secret.kind,
    backend: secret.kind === 'keychain' ? secret.backend : null,
    parameters,
    createdAt: clock.now(),
  };
  const wrappedKey = seal(slotKey, random, slotContext(facts), dataKey);
  return { ...facts, wrappedKey, checksum: checksumOf({ ...facts, wrappedKey }) };
}

/** The data key, or `undefined` when `slotKey` is not the one the slot was made with. */
export function openSlot(slot: StoredKeySlot, slotKey: Uint8Array): Uint8Array | undefined {
  if (slotKey.length !== keyBytes) return undefined;
  const dataKey = open(slotKey, slotContext(slot), slot.wrappedKey);
  return dataKey?.length === keyBytes ? dataKey : undefined;
}

/** Whether the slot is as it was written. No defence, a diagnosis: it tells damage from a wrong passphrase. */
export function isIntact(slot: StoredKeySlot): boolean {
  return Buffer.compare(slot.checksum, checksumOf(slot)) === 0;
}

function parametersOf(secret: SlotSecret): string {
  const parameters =
    secret.kind === 'passphrase'
      ? { kdf: 'argon2id', salt: Buffer.from(secret.salt).toString('base64'), cost: secret.cost }
      : { wrappedKey: Buffer.from(secret.wrappedKey).toString('base64') };
  return JSON.stringify(parameters);
}

type SlotFacts = Omit<StoredKeySlot, 'checksum' | 'wrappedKey'>;

function slotContext({ id, kind, backend, parameters }: SlotFacts): SealContext {
  return ['key-slot', id, kind, backend ?? '', parameters];
}

function checksumOf(slot: Omit<StoredKeySlot, 'checksum'>): Uint8Array {
  return createHash('sha256')
    .update(JSON.stringify([...slotContext(slot), slot.createdAt]))
    .update(slot.wrappedKey)
    .digest();
}
