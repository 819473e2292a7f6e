import { signInputSchema } from '../../../protocol/models/signing.ts';
import { type Problem, ProblemError } from '../../../protocol/problem.ts';
import { type OAuth1SignInput, signOAuth1 } from './sign.ts';

const ports = {
  clock: { now: () => 1_527_500_365_999 },
  random: { bytes: (length: number) => new Uint8Array(length).fill(0xab) },
};

function input(overrides: Record<string, unknown> = {}): OAuth1SignInput {
  const parsed = signInputSchema.parse({
    scheme: 'oauth1',
    method: 'POST',
    url: 'https://tool.example/launch',
    params: [['user_id', 'u 1']],
    credential: { key: 'test-key', secret: 'test&secret' },
    timestamp: 1527500365,
    nonce: 'nonce-1',
    ...overrides,
  });
  if (parsed.scheme !== 'oauth1') throw new Error('unexpected scheme');
  return parsed;
}

/** Signs an ordinary launch with some of its input replaced. */
export function signed(overrides: Record<string, unknown> = {}) {
  return signOAuth1(input(overrides), ports);
}

/** The problem that signing such input ends with. */
export function problemOf(overrides: Record<string, unknown>): Problem {
  try {
    signed(overrides);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('signed what should be refused');
}
