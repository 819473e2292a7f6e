import { describe, expect, test } from 'vitest';
import type { Hypothesis } from './hypothesis.ts';
import { runSearch } from './run.ts';
import { search } from './search.ts';

type Sum = { total: number };

function adding(cause: string, cost: number, amount: number): Hypothesis<Sum> {
  const words = { title: cause, detail: '', fix: '', side: 'signer', owner: 'network' } as const;
  return { cause, cost, stage: 0, words, apply: ({ total }) => (amount === 0 ? null : { total: total + amount }) };
}

const tally = { asked: 0 };
const bench = (wanted: number) => ({
  fingerprint: ({ total }: Sum) => String(total),
  size: () => 100,
  reproduces: ({ total }: Sum) => {
    tally.asked += 1;
    return total === wanted;
  },
});
const clock = { now: () => 0 };
const many = Array.from({ length: 100 }, (_, index) => adding(`c${index}`, 1 + (index % 7), 2 ** (index % 40) + index));

describe('the search', () => {
  test('takes one cause rather than two, and the cheaper of equals with the other named', async () => {
    const hypotheses = [adding('dear', 9, 5), adding('cheap', 1, 5), adding('two', 1, 2), adding('three', 1, 3)];
    const { reproduction } = await runSearch(search({ total: 0 }, hypotheses, bench(5)), { clock });
    expect(reproduction?.hypotheses.map(({ cause }) => cause)).toEqual(['cheap']);
    expect(reproduction?.alternatives[0]?.map(({ cause }) => cause)).toEqual(['dear']);
  });

  test('finds pairs, and tries what changes nothing not at all', async () => {
    tally.asked = 0;
    const hypotheses = [adding('none', 1, 0), adding('two', 2, 2), adding('three', 3, 3)];
    const found = await runSearch(search({ total: 0 }, hypotheses, bench(5)), { clock });
    expect(found.reproduction?.hypotheses.map(({ cause }) => cause)).toEqual(['two', 'three']);
    expect(tally.asked).toBe(3);
  });

  test('keeps few readings of a large message, and does not claim to have tried everything', async () => {
    const large = { ...bench(-1), size: () => 10_000_000 };
    const found = await runSearch(search({ total: 0 }, many, large), { clock });
    expect(found).toMatchObject({ complete: false, tried: 50 + (50 * 49) / 2 });
  });

  test('says when everything was tried', async () => {
    const found = await runSearch(search({ total: 0 }, many, bench(-1)), { clock });
    expect(found).toMatchObject({ reproduction: null, complete: true });
    expect(found.tried).toBe(100 + (100 * 99) / 2);
  });
});

describe('a budget', () => {
  const work = () => search({ total: 0 }, many, bench(-1));

  test('of tries and of time ends the search', async () => {
    const byTries = await runSearch(work(), { clock, maxTries: 600 });
    expect(byTries.complete).toBe(false);
    expect(byTries.tried).toBeLessThan(1000);
    let time = 0;
    const ticking = { now: () => (time += 30) };
    expect(await runSearch(work(), { clock: ticking, maxMilliseconds: 100 })).toMatchObject({ complete: false });
  });

  test('shows progress, and ends when it is aborted', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const running = runSearch(work(), {
      clock,
      signal: controller.signal,
      onProgress: ({ tried, total }) => {
        seen.push(tried / total);
        if (seen.length === 3) controller.abort(new Error('stopped'));
      },
    });
    await expect(running).rejects.toThrow('stopped');
    expect(seen).toHaveLength(3);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });
});
