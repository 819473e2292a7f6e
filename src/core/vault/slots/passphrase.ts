import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';
import { ProblemError } from '../../../protocol/problem.ts';
import { keyBytes } from '../keys/data-key.ts';

const minimumLength = 12;
const argon2id = 2;

/** Bounded above: a damaged slot must not make the app ask for all the memory of the machine. */
export const passphraseCostSchema = z.strictObject({
  memoryKib: z.int().min(8).max(1_048_576),
  passes: z.int().min(1).max(64),
  lanes: z.int().min(1).max(16),
});
export type PassphraseCost = z.infer<typeof passphraseCostSchema>;

/** RFC 9106 §4, second recommended option: 64 MiB. */
export const defaultPassphraseCost: PassphraseCost = { memoryKib: 65_536, passes: 3, lanes: 4 };

/**
 * The key a passphrase gives: Argon2id v1.3 (RFC 9106) over its NFKC form, so that it does not matter on which keyboard it is
 * typed. Runs off the event loop.
 */
export function keyFromPassphrase(passphrase: string, salt: Uint8Array, cost: PassphraseCost): Promise<Uint8Array> {
  return hashRaw(passphrase.normalize('NFKC'), {
    algorithm: argon2id,
    memoryCost: cost.memoryKib,
    timeCost: cost.passes,
    parallelism: cost.lanes,
    outputLen: keyBytes,
    salt,
  });
}

/** Throws `vault.weak-passphrase` (`params.minimum`) for fewer than twelve characters. */
export function requireStrongPassphrase(passphrase: string): void {
  if ([...passphrase.normalize('NFKC')].length >= minimumLength) return;
  throw new ProblemError('vault.weak-passphrase', { params: { minimum: minimumLength }, field: 'method.passphrase' });
}
