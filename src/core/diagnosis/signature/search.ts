import type { Bench, Hypothesis } from './hypothesis.ts';

/** How far a search has come. `total` is the number of hypotheses and pairs of them, an upper bound. */
export type SearchProgress = { tried: number; total: number };

/** Hypotheses that together reproduce the signature (one or two), and the reading they lead to. */
export type Reproduction<R, C extends string> = {
  hypotheses: readonly Hypothesis<R, C>[];
  reading: R;
  /** Hypotheses of another cause that lead to the same base string and key, for each of `hypotheses`. */
  alternatives: readonly (readonly Hypothesis<R, C>[])[];
};

export type SearchResult<R, C extends string> = {
  reproduction: Reproduction<R, C> | null;
  tried: number;
  /** Whether everything was tried. */
  complete: boolean;
};

/** A hypothesis that changes something, with the reading it gives and the other hypotheses that give the same. */
type Single<R, C extends string> = { hypothesis: Hypothesis<R, C>; reading: R; same: Hypothesis<R, C>[] };

const PROGRESS_EVERY = 256;

function distinctSingles<R, C extends string>(base: R, hypotheses: Iterable<Hypothesis<R, C>>, bench: Bench<R>) {
  const byCost = [...hypotheses].sort((a, b) => a.cost - b.cost);
  const seen = new Map<string, Single<R, C>>();
  const unchanged = bench.fingerprint(base);
  for (const hypothesis of byCost) {
    const reading = hypothesis.apply(base);
    if (reading === null) continue;
    const fingerprint = bench.fingerprint(reading);
    if (fingerprint === unchanged) continue;
    const known = seen.get(fingerprint);
    if (known === undefined) seen.set(fingerprint, { hypothesis, reading, same: [] });
    else if (known.hypothesis.cause !== hypothesis.cause) known.same.push(hypothesis);
  }
  return [...seen.values()];
}

/** All pairs of different hypotheses, cheapest sum of costs first. */
function* pairsByCost<R, C extends string>(singles: readonly Single<R, C>[]): Generator<[Single<R, C>, Single<R, C>]> {
  const buckets = new Map<number, Single<R, C>[]>();
  for (const single of singles) {
    const bucket = buckets.get(single.hypothesis.cost);
    if (bucket === undefined) buckets.set(single.hypothesis.cost, [single]);
    else bucket.push(single);
  }
  const costs = [...buckets.keys()].sort((a, b) => a - b);
  const sums = [...new Set(costs.flatMap((a) => costs.filter((b) => b >= a).map((b) => a + b)))].sort((a, b) => a - b);
  for (const sum of sums) {
    for (const cost of costs) {
      if (cost * 2 > sum) break;
      const left = buckets.get(cost) ?? [];
      const right = buckets.get(sum - cost) ?? [];
      for (const [index, one] of left.entries()) {
        for (const other of cost * 2 === sum ? right.slice(index + 1) : right) {
          if (one.hypothesis.cause === other.hypothesis.cause && one.hypothesis.repeats !== true) continue;
          yield one.hypothesis.stage <= other.hypothesis.stage ? [one, other] : [other, one];
        }
      }
    }
  }
}

/**
 * Looks for the smallest change that reproduces a signature: single hypotheses first, then pairs, cheapest and likeliest
 * first, each distinct base string and key once. A generator, so that whoever runs it can stop it, show its progress and let
 * other work in between; ends with the result.
 */
export function* search<R, C extends string>(
  base: R,
  hypotheses: Iterable<Hypothesis<R, C>>,
  bench: Bench<R>,
): Generator<SearchProgress, SearchResult<R, C>> {
  const singles = distinctSingles(base, hypotheses, bench);
  const total = singles.length + (singles.length * (singles.length - 1)) / 2;
  let tried = 0;
  const found = (chosen: readonly Single<R, C>[], reading: R): SearchResult<R, C> => ({
    reproduction: {
      hypotheses: chosen.map(({ hypothesis }) => hypothesis),
      reading,
      alternatives: chosen.map(({ same }) => same),
    },
    tried,
    complete: false,
  });
  for (const single of singles) {
    tried += 1;
    if (bench.reproduces(single.reading)) return found([single], single.reading);
  }
  yield { tried, total };
  for (const [first, second] of pairsByCost(singles)) {
    tried += 1;
    const reading = second.hypothesis.apply(first.reading);
    if (reading !== null && bench.reproduces(reading)) return found([first, second], reading);
    if (tried % PROGRESS_EVERY === 0) yield { tried, total };
  }
  return { reproduction: null, tried, complete: true };
}
