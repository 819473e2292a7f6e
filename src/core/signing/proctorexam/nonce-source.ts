import { ProblemError } from '../../../protocol/problem.ts';
import type { NonceLedger, Random } from '../../ports.ts';

/** A nonce must be unique among the calls of this long (ProctorExam API, parameter `nonce`). */
export const NONCE_WINDOW_MS = 24 * 60 * 60 * 1000;

/** Gives nonces nobody else got in the last 24 hours. `nowMs`: epoch milliseconds. */
export interface NonceSource {
  next(nowMs: number): number;
}

const attempts = 100;

/** A random integer from 1 to 2^53 - 1: all JSON readers keep it exact. */
function randomInteger(random: Random): number {
  const bytes = random.bytes(7);
  const value = bytes.reduce((sum, byte, index) => sum * 256 + (index === 0 ? byte % 32 : byte), 0);
  return Math.max(1, value);
}

/** Random nonces, each entered into the ledger before it is handed out, so that no two calls share one across restarts. */
export function createNonceSource(random: Random, ledger: NonceLedger): NonceSource {
  return {
    next(nowMs) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const nonce = randomInteger(random);
        if (ledger.remember(nonce, nowMs)) return nonce;
      }
      throw new ProblemError('internal', {
        detail: `No unused nonce in ${attempts} random ones: the source of randomness repeats itself.`,
      });
    },
  };
}

/** A ledger for one process that forgets what left the window. */
export function createMemoryNonceLedger(): NonceLedger {
  const usedAt = new Map<number, number>();
  return {
    remember(nonce, atMs) {
      for (const [known, at] of usedAt) {
        if (atMs - at >= NONCE_WINDOW_MS) usedAt.delete(known);
      }
      if (usedAt.has(nonce)) return false;
      usedAt.set(nonce, atMs);
      return true;
    },
  };
}
