import { createHmac, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto';
import type { Random } from '../../ports.ts';
import { keyBytes } from '../keys/data-key.ts';
import { open, type SealContext, seal } from '../sealing/framing.ts';

/** Lengths of an X25519 key in DER: SPKI and PKCS #8 (RFC 8410). */
const publicBytes = 44;
const privateBytes = 48;

/**
 * What a slot's own key opens: the private half of the slot's key pair, and the secret all slots of a vault share. A data key
 * can then be wrapped for a slot whose passphrase nobody has typed, but only by who knows the shared secret: someone who can
 * write to the database and has no key cannot slip a data key of their own into a slot.
 */
export type SlotSecret = { privateKey: Uint8Array; shared: Uint8Array };
export type SlotKeys = SlotSecret & { publicKey: Uint8Array };

export function newSlotKeys(shared: Uint8Array): SlotKeys {
  const pair = generateKeyPairSync('x25519', {
    publicKeyEncoding: { format: 'der', type: 'spki' },
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
  });
  return { publicKey: pair.publicKey, privateKey: pair.privateKey, shared };
}

export function packSecret({ privateKey, shared }: SlotSecret): Uint8Array {
  return Buffer.concat([privateKey, shared]);
}

/** Copies: the caller may overwrite `bytes`. `undefined` when they are not what {@link packSecret} made. */
export function unpackSecret(bytes: Uint8Array): SlotSecret | undefined {
  if (bytes.length !== privateBytes + keyBytes) return undefined;
  return {
    privateKey: Uint8Array.from(bytes.subarray(0, privateBytes)),
    shared: Uint8Array.from(bytes.subarray(privateBytes)),
  };
}

/** Wraps a data key for the slot with this public key: X25519 with a key pair of its own (RFC 7748 §6.1), then AES-256-GCM. */
export function wrapForSlot(
  publicKey: Uint8Array,
  shared: Uint8Array,
  random: Random,
  context: SealContext,
  dataKey: Uint8Array,
): Uint8Array {
  const own = newSlotKeys(shared);
  const key = agreedKey(own.privateKey, publicKey, shared, own.publicKey);
  try {
    return Buffer.concat([own.publicKey, seal(key, random, context, dataKey)]);
  } finally {
    key.fill(0);
    own.privateKey.fill(0);
  }
}

/** `undefined` when it was not wrapped for this slot, by who knows the shared secret, in this context. */
export function unwrapForSlot(
  { privateKey, shared }: SlotSecret,
  context: SealContext,
  wrapped: Uint8Array,
): Uint8Array | undefined {
  if (wrapped.length <= publicBytes) return undefined;
  const sender = wrapped.subarray(0, publicBytes);
  try {
    const key = agreedKey(privateKey, sender, shared, sender);
    const dataKey = open(key, context, wrapped.subarray(publicBytes));
    key.fill(0);
    return dataKey?.length === keyBytes ? dataKey : undefined;
  } catch {
    return undefined;
  }
}

/** HKDF (RFC 5869) of the agreed secret, salted with the shared one and bound to the sender's public key. */
function agreedKey(privateKey: Uint8Array, publicKey: Uint8Array, shared: Uint8Array, sender: Uint8Array): Uint8Array {
  const agreed = diffieHellman({
    privateKey: createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' }),
    publicKey: createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' }),
  });
  const extracted = createHmac('sha256', shared).update(agreed).digest();
  agreed.fill(0);
  const key = createHmac('sha256', extracted)
    .update('countersign key slot')
    .update(sender)
    .update(Uint8Array.of(1))
    .digest();
  extracted.fill(0);
  return key;
}

/** Proves to who knows the shared secret that a public key is one a slot was made with. */
export function proofOf(publicKey: Uint8Array, shared: Uint8Array, context: SealContext): Uint8Array {
  return createHmac('sha256', shared).update(JSON.stringify(context)).update(publicKey).digest();
}
