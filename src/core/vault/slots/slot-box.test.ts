import { expect, it } from 'vitest';
import { systemRandom } from '../../adapters/node/system.ts';
import { newSlotKeys, packSecret, unpackSecret, unwrapForSlot, wrapForSlot } from './slot-box.ts';

const shared = systemRandom.bytes(32);
const dataKey = systemRandom.bytes(32);
const context = ['key-slot', 'one', 'data-key'];

it('a data key is wrapped for a slot without what opens it, and opens with it', () => {
  const slot = newSlotKeys(shared);
  const wrapped = wrapForSlot(slot.publicKey, shared, systemRandom, context, dataKey);
  expect(Buffer.from(wrapped).includes(Buffer.from(dataKey))).toBe(false);
  expect(Buffer.from(unwrapForSlot(slot, context, wrapped) ?? []).equals(dataKey)).toBe(true);
});

it('who does not know what the slots share cannot slip a data key in', () => {
  const slot = newSlotKeys(shared);
  const foreign = wrapForSlot(slot.publicKey, systemRandom.bytes(32), systemRandom, context, dataKey);
  expect(unwrapForSlot(slot, context, foreign)).toBeUndefined();
});

it('opens neither for another slot, nor in another place, nor changed', () => {
  const slot = newSlotKeys(shared);
  const wrapped = wrapForSlot(slot.publicKey, shared, systemRandom, context, dataKey);
  expect(unwrapForSlot(newSlotKeys(shared), context, wrapped)).toBeUndefined();
  expect(unwrapForSlot(slot, ['key-slot', 'two', 'data-key'], wrapped)).toBeUndefined();
  for (let index = 0; index < wrapped.length; index += 7) {
    const changed = Uint8Array.from(wrapped, (byte, at) => (at === index ? byte ^ 1 : byte));
    expect(unwrapForSlot(slot, context, changed), `byte ${index}`).toBeUndefined();
  }
});

it('the secret of a slot survives the wiping of what it was read from', () => {
  const slot = newSlotKeys(shared);
  const packed = packSecret(slot);
  const secret = unpackSecret(packed);
  packed.fill(0);
  expect(secret).toEqual({ privateKey: Uint8Array.from(slot.privateKey), shared });
  expect(unpackSecret(packed.subarray(1))).toBeUndefined();
});
