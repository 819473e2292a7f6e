import { createHmac } from 'node:crypto';

export const keyBytes = 32;

/** The vault's keys while it is unlocked: one per purpose, so that what is sealed for one never opens as another. */
export type DataKeys = { check: Uint8Array; secrets: Uint8Array; bodies: Uint8Array; slots: Uint8Array };

/**
 * Derives the keys from the data key: HKDF-Expand with one block of SHA-256 (RFC 5869 §2.3; the data key is uniformly
 * random, so §3.3 lets the extract step be left out).
 */
export function deriveKeys(dataKey: Uint8Array): DataKeys {
  const expand = (purpose: string) =>
    createHmac('sha256', dataKey).update(`countersign vault ${purpose}`).update(Uint8Array.of(1)).digest();
  return { check: expand('check'), secrets: expand('secrets'), bodies: expand('bodies'), slots: expand('slots') };
}

/** Overwrites the keys with zeros. */
export function wipeKeys(keys: DataKeys): void {
  for (const key of Object.values(keys)) key.fill(0);
}
