import type { Random } from '../ports.ts';

/** A new id: 128 random bits in lower-case hex, a legal name for a file too. */
export function newId(random: Random): string {
  return Buffer.from(random.bytes(16)).toString('hex');
}
