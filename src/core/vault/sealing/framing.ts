import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Random } from '../../ports.ts';

/**
 * Sealed bytes: format version (1 byte) | nonce (12) | ciphertext | tag (16), by AES-256-GCM (NIST SP 800-38D). What is
 * sealed is bound to its context: opened in another place, for another record or version, it does not open at all.
 */
export const frameVersion = 1;
export const nonceBytes = 12;
const tagBytes = 16;
/** By how many bytes a frame is longer than what it seals. */
export const frameOverhead = 1 + nonceBytes + tagBytes;

/** What a sealed value belongs to, from the general to the particular: `['secret', recordId, part, 3]`. */
export type SealContext = readonly (string | number)[];

/** The associated data of a context: as JSON, so that no two contexts run together into the same bytes. */
export function associatedData(context: SealContext): Uint8Array {
  return Buffer.from(JSON.stringify([frameVersion, ...context]), 'utf8');
}

/** `nonce` is 12 bytes and must never be used twice with one key. */
export function sealFrame(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(aad);
  const body = cipher.update(plain);
  const end = cipher.final();
  return Buffer.concat([Uint8Array.of(frameVersion), nonce, body, end, cipher.getAuthTag()]);
}

/** `undefined` when the frame is not what was sealed with this key for this associated data. */
export function openFrame(key: Uint8Array, aad: Uint8Array, frame: Uint8Array): Uint8Array | undefined {
  if (frame.length < frameOverhead || frame[0] !== frameVersion) return undefined;
  const nonce = frame.subarray(1, 1 + nonceBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(aad);
  decipher.setAuthTag(frame.subarray(frame.length - tagBytes));
  const plain = decipher.update(frame.subarray(1 + nonceBytes, frame.length - tagBytes));
  try {
    decipher.final();
    return plain;
  } catch {
    plain.fill(0);
    return undefined;
  }
}

/** Seals with a new random nonce. */
export function seal(key: Uint8Array, random: Random, context: SealContext, plain: Uint8Array): Uint8Array {
  return sealFrame(key, random.bytes(nonceBytes), associatedData(context), plain);
}

export function open(key: Uint8Array, context: SealContext, frame: Uint8Array): Uint8Array | undefined {
  return openFrame(key, associatedData(context), frame);
}
