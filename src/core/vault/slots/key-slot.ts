import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Random } from '../../ports.ts';
import type { StoredKeySlot } from '../../storage/repositories/key-slots.ts';
import { keyBytes } from '../keys/data-key.ts';
import { open, type SealContext, seal } from '../sealing/framing.ts';
import { passphraseCostSchema } from './passphrase.ts';
import {
  newSlotKeys,
  packSecret,
  proofOf,
  type SlotSecret,
  unpackSecret,
  unwrapForSlot,
  wrapForSlot,
} from './slot-box.ts';

/** Absent in slots of version 0.1, whose own key wraps the data key itself. */
const pairSchema = z.strictObject({ publicKey: z.base64(), proof: z.base64() }).optional();

/** How the slot's own key is come by. */
export const passphraseParametersSchema = z.strictObject({
  kdf: z.literal('argon2id'),
  salt: z.base64(),
  cost: passphraseCostSchema,
  pair: pairSchema,
});
export const keychainParametersSchema = z.strictObject({ wrappedKey: z.base64(), pair: pairSchema });
export const recoveryParametersSchema = z.strictObject({ pair: pairSchema });
type Parameters = Record<string, unknown>;

export type SlotFacts = Pick<StoredKeySlot, 'id' | 'kind' | 'name' | 'backend' | 'createdAt' | 'lastUsedAt'>;

/** The data keys a slot gives: the one in use and, while the data key is rotated, the one that takes its place. */
export type WrappedKeys = { current: Uint8Array; next: Uint8Array | null };

/** A slot that gives `keys` to who has `slotKey`. */
export function makeSlot(
  facts: SlotFacts,
  own: Parameters,
  slotKey: Uint8Array,
  shared: Uint8Array,
  keys: WrappedKeys,
  random: Random,
): StoredKeySlot {
  const pair = newSlotKeys(shared);
  const proof = proofOf(pair.publicKey, shared, ['key-slot', facts.id]);
  const parameters = JSON.stringify({ ...own, pair: { publicKey: base64(pair.publicKey), proof: base64(proof) } });
  const secret = packSecret(pair);
  const privateKey = seal(slotKey, random, ownContext({ ...facts, parameters }), secret);
  secret.fill(0);
  pair.privateKey.fill(0);
  const wrap = (key: Uint8Array) => wrapForSlot(pair.publicKey, shared, random, keyContext(facts.id), key);
  const wrappedKey = wrap(keys.current);
  const nextWrappedKey = keys.next === null ? null : wrap(keys.next);
  const slot = { ...facts, parameters, privateKey, wrappedKey, nextWrappedKey };
  return { ...slot, checksum: checksumOf(slot) };
}

/** The slot with a further data key, which takes the place of the present one when the rotation is over. Throws `vault.tampered`. */
export function withNextKey(slot: StoredKeySlot, shared: Uint8Array, next: Uint8Array, random: Random): StoredKeySlot {
  const changed = {
    ...slot,
    nextWrappedKey: wrapForSlot(publicKeyOf(slot, shared), shared, random, keyContext(slot.id), next),
  };
  return { ...changed, checksum: checksumOf(changed) };
}

/** The slot after a rotation: the former data key is no longer in it. */
export function promoted(slot: StoredKeySlot): StoredKeySlot {
  const changed = { ...slot, wrappedKey: slot.nextWrappedKey ?? slot.wrappedKey, nextWrappedKey: null };
  return { ...changed, checksum: checksumOf(changed) };
}

/** What a slot holds: `shared` is `null` in one of version 0.1. */
export type OpenSlot = WrappedKeys & { shared: Uint8Array | null };

/** `undefined` when `slotKey` is not the one the slot was made with. */
export function openSlot(slot: StoredKeySlot, slotKey: Uint8Array): OpenSlot | undefined {
  if (slotKey.length !== keyBytes) return undefined;
  if (slot.privateKey === null) {
    const current = open(slotKey, ownContext(slot), slot.wrappedKey);
    return current?.length === keyBytes ? { current, next: null, shared: null } : undefined;
  }
  const packed = open(slotKey, ownContext(slot), slot.privateKey);
  if (packed === undefined) return undefined;
  const secret = unpackSecret(packed);
  packed.fill(0);
  return secret === undefined ? undefined : unwrapAll(slot, secret);
}

function unwrapAll(slot: StoredKeySlot, secret: SlotSecret): OpenSlot {
  const unwrap = (wrapped: Uint8Array): Uint8Array => {
    const key = unwrapForSlot(secret, keyContext(slot.id), wrapped);
    if (key === undefined) throw damagedSlot();
    return key;
  };
  try {
    const next = slot.nextWrappedKey === null ? null : unwrap(slot.nextWrappedKey);
    return { current: unwrap(slot.wrappedKey), next, shared: secret.shared };
  } finally {
    secret.privateKey.fill(0);
  }
}

/** Whether the slot is as it was written. No defence, a diagnosis: it tells damage from a wrong passphrase. */
export function isIntact(slot: StoredKeySlot): boolean {
  return Buffer.compare(slot.checksum, checksumOf(slot)) === 0;
}

/** Throws `vault.tampered`. */
export function parametersOf<T>(slot: StoredKeySlot, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(slot.parameters));
  } catch (error) {
    throw damagedSlot(error);
  }
}

export function damagedSlot(cause?: unknown): ProblemError {
  return new ProblemError('vault.tampered', { params: { what: 'key slot' }, detail: 'a key slot was changed', cause });
}

function publicKeyOf(slot: StoredKeySlot, shared: Uint8Array): Uint8Array {
  const { pair } = parametersOf(slot, z.object({ pair: pairSchema }));
  if (pair === undefined) throw damagedSlot();
  const publicKey = Buffer.from(pair.publicKey, 'base64');
  const proof = Buffer.from(pair.proof, 'base64');
  const expected = proofOf(publicKey, shared, ['key-slot', slot.id]);
  if (proof.length !== expected.length || !timingSafeEqual(proof, expected)) throw damagedSlot();
  return publicKey;
}

type Sealed = Pick<StoredKeySlot, 'id' | 'kind' | 'backend' | 'parameters'>;

function ownContext({ id, kind, backend, parameters }: Sealed): SealContext {
  return ['key-slot', id, kind, backend ?? '', parameters];
}

function keyContext(id: string): SealContext {
  return ['key-slot', id, 'data-key'];
}

function checksumOf(slot: Omit<StoredKeySlot, 'checksum'>): Uint8Array {
  const hash = createHash('sha256')
    .update(JSON.stringify([...ownContext(slot), slot.createdAt]))
    .update(slot.wrappedKey);
  if (slot.privateKey !== null) hash.update(slot.privateKey);
  if (slot.nextWrappedKey !== null) hash.update(slot.nextWrappedKey);
  return hash.digest();
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
