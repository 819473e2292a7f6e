import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyAndExplain } from '../../../src/core/diagnosis/verify.ts';
import { verifyInputSchema } from '../../../src/protocol/models/signing.ts';
import type { ReceivedLaunch } from './launches.ts';
import { faultyLaunch, type Mutation, mutations, strangeLaunch } from './mutations.ts';

const clock = { now: () => 0 };

function check(message: ReceivedLaunch) {
  // Time is no subject here: a busy machine must not end the search.
  return verifyAndExplain(verifyInputSchema.parse(message), { clock, maxMilliseconds: 25_000 });
}

function named(causes: readonly string[]) {
  return [...causes].sort();
}

const seeds = fc.integer({ min: 1, max: 1_000_000 });
const anyMutation = fc.constantFrom(...mutations);

describe('every cause is named', () => {
  test.each(mutations.map((mutation, index) => [`${mutation.cause} (${index})`, mutation] as const))(
    '%s',
    async (_name, mutation) => {
      for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
        const faulty = faultyLaunch(seed, [mutation]);
        if (faulty === null) continue;
        const { verdict, findings } = await check(faulty.message);
        expect(verdict).toBe('invalid');
        expect(named(findings.map(({ cause }) => cause))).toEqual(named(faulty.causes));
        expect(JSON.stringify(findings)).not.toContain(faulty.message.credential.secret);
      }
    },
  );
});

test('two faults at once are both named', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, anyMutation, anyMutation, async (seed, first: Mutation, second: Mutation) => {
      fc.pre(first.area !== second.area);
      const faulty = faultyLaunch(seed, [first, second]);
      fc.pre(faulty !== null && faultyLaunch(seed, [first]) !== null && faultyLaunch(seed, [second]) !== null);
      if (faulty === null) return;
      const { findings } = await check(faulty.message);
      expect(findings.map(({ cause }) => cause)).not.toContain('unknown');
      expect(named(findings.map(({ cause }) => cause))).toEqual(named(faulty.causes));
    }),
    { numRuns: 60 },
  );
});

test('a valid launch is never called invalid', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, anyMutation, async (seed, mutation) => {
      const good = faultyLaunch(seed, [mutation])?.good;
      fc.pre(good !== undefined);
      if (good === undefined) return;
      expect(await check(good)).toMatchObject({ verdict: 'valid', findings: [] });
    }),
    { numRuns: 100 },
  );
});

test('what no fault explains is unknown, with what was ruled out', async () => {
  const { verdict, findings } = await check(strangeLaunch(5));
  expect(verdict).toBe('invalid');
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ id: 'signature-mismatch', cause: 'unknown' });
  expect(findings[0]?.ruledOut).toContain('url-scheme');
});
