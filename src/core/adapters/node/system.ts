import { randomFillSync } from 'node:crypto';
import { userInfo } from 'node:os';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Clock, KeyProvider, LaunchStage, Random } from '../../ports.ts';

export const systemClock: Clock = { now: () => Date.now() };

/** Filled in place: a key that is made of them has no copy left behind that nobody overwrites. */
export const systemRandom: Random = { bytes: (length) => randomFillSync(new Uint8Array(length)) };

/** Calls `run` after `ms`; the returned function cancels it. */
export function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/** Name of the user of the operating system; empty where it has none for this process. */
export function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

/** For hosts without an OS keychain of their own, such as the CLI. */
export const noKeychain: KeyProvider = {
  status: async () => ({ protects: false, backend: 'none' }),
  wrap: async () => {
    throw new ProblemError('vault.keychain-unavailable', { params: { backend: 'none' } });
  },
  unwrap: async () => {
    throw new ProblemError('vault.keychain-unavailable', { params: { backend: 'none' } });
  },
};

/** For hosts without a screen. */
export const noStage: LaunchStage = {
  open: async () => {
    throw new ProblemError('launch.stage-unavailable');
  },
  close: async () => {},
  onEvent: () => () => {},
};
