import { z } from 'zod';
import type { Random } from '../../ports.ts';
import type { StoredKeySlot } from '../../storage/repositories/key-slots.ts';
import type { SlotContent } from './create-slot.ts';
import { makeSlot, parametersOf } from './key-slot.ts';

/** The slot with its own key as the keychain wraps it by now. The rest is made anew with it, since it is bound to it. */
export function rewrappedSlot(
  slot: StoredKeySlot,
  slotKey: Uint8Array,
  content: SlotContent,
  wrapped: Uint8Array,
  random: Random,
): StoredKeySlot {
  const own = { wrappedKey: Buffer.from(wrapped).toString('base64') };
  const { shared, current, next } = content;
  return makeSlot(slot, own, slotKey, shared, { current, next }, random);
}

/** A slot of version 0.1, which held the data key alone, with a key pair of its own: opened by the same means as before. */
export function upgradedSlot(
  slot: StoredKeySlot,
  slotKey: Uint8Array,
  { current, next, shared }: SlotContent,
  random: Random,
): StoredKeySlot {
  const own = parametersOf(slot, z.record(z.string(), z.unknown()));
  return makeSlot(slot, own, slotKey, shared, { current, next }, random);
}
