import fc from 'fast-check';
import { z } from 'zod';

const settings = z
  .object({
    /** Times as many cases as `npm test` tries. */
    FUZZ_TIMES: z.coerce.number().min(0.001).default(1),
    FUZZ_SEED: z.coerce.number().int().optional(),
  })
  .parse(process.env);

/** One seed for all, so that a run can be repeated: `FUZZ_SEED=… npm run fuzz`. fast-check prints it with every failure. */
export const seed = settings.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31);

/** @param count - cases in `npm test` */
export function cases(count: number): { numRuns: number; seed: number } {
  return { numRuns: Math.max(1, Math.round(count * settings.FUZZ_TIMES)), seed };
}

/** How long tests of this file may take, in milliseconds. */
export const longest = 60_000 * Math.max(1, settings.FUZZ_TIMES);

/** Values drawn at once, to be tried on many things. */
export function drawn<T>(arbitrary: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(arbitrary, cases(count));
}

/** Longer than this is a hang; milliseconds. */
const hang = 1000;

/**
 * Does `work` and says when it took too long. A machine may be busy elsewhere, so only what is slow twice is called a hang.
 *
 * @throws Error that names what hung
 */
export async function withoutHang<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  if (performance.now() - startedAt <= hang) return result;
  const again = performance.now();
  await work();
  const ms = performance.now() - again;
  if (ms > hang) throw new Error(`${what} hung for ${Math.round(ms)} ms`);
  return result;
}
