import { randomBytes } from 'node:crypto';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Clock, KeyProvider, LaunchStage, Random } from '../../ports.ts';

export const systemClock: Clock = { now: () => Date.now() };

export const systemRandom: Random = { bytes: (length) => new Uint8Array(randomBytes(length)) };

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
