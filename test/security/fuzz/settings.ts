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

/** Busy for longer than this is a hang; milliseconds of the processor. */
const hang = 1000;

/** Milliseconds this process has kept a processor busy. */
function busy(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Does `work` and says when it kept the processor too long: the clock on the wall also counts what others do on this machine. What
 * waits for ever runs into the time limit of its test. Threads beside, such as the compiler's, count too, so only what is slow
 * twice is called a hang.
 *
 * @throws Error that names what hung
 */
export async function withoutHang<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const before = busy();
  const result = await work();
  if (busy() - before <= hang) return result;
  const again = busy();
  await work();
  const ms = busy() - again;
  if (ms > hang) throw new Error(`${what} hung for ${Math.round(ms)} ms of the processor`);
  return result;
}
