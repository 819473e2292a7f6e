import { signInputSchema } from '../../../protocol/models/signing.ts';
import { type Problem, ProblemError } from '../../../protocol/problem.ts';
import { type JsonTypes, sign } from '../index.ts';

export const url = 'https://example.proctorexam.com/api/v3/exams';
export const credential = { secretKey: 'test-secret-key', apiToken: 'test-api-token' };

/** Ports with a fixed time and nonce. */
export function ports(nonces: { next(nowMs: number): number } = { next: () => 4242 }) {
  return {
    clock: { now: () => 1_527_500_365_052 },
    random: { bytes: (length: number) => new Uint8Array(length) },
    nonces,
  };
}

/** Signs an ordinary call with some of its input replaced. */
export function signed(overrides: Record<string, unknown> = {}, jsonTypes: JsonTypes = {}, using = ports()) {
  const input = { scheme: 'proctorexam', method: 'POST', url, params: [['name', 'an exam']], credential };
  return sign(signInputSchema.parse({ ...input, ...overrides }), using, { jsonTypes });
}

/** The problem that signing such input ends with. */
export function problemOf(overrides: Record<string, unknown>, jsonTypes: JsonTypes = {}, using = ports()): Problem {
  try {
    signed(overrides, jsonTypes, using);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('signed what should be refused');
}
