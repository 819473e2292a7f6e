import { createHash } from 'node:crypto';
import type { Bench, Hypothesis } from './hypothesis.ts';

/**
 * How far a search has come: whether single hypotheses or pairs are tried. `total` is the number of hypotheses and pairs of
 * them, an upper bound.
 */
export type SearchProgress = { phase: 'single' | 'pair'; tried: number; total: number };

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
const SINGLES_PROGRESS_EVERY = 16;

/** Readings are kept for pairs: at most so many, and so many characters of them. */
const MAX_SINGLES = 2000;
const MIN_SINGLES = 50;
const MAX_CHARACTERS = 50_000_000;

/** The cheapest hypotheses, as many as a message of this size allows. */
function affordable<R, C extends string>(
  base: R,
  hypotheses: Iterable<Hypothesis<R, C>>,
  bench: Bench<R>,
): { chosen: Hypothesis<R, C>[]; all: boolean } {
  const byCost = [...hypotheses].sort((a, b) => a.cost - b.cost);
  const limit = Math.min(MAX_SINGLES, Math.max(MIN_SINGLES, Math.floor(MAX_CHARACTERS / (bench.size(base) + 1))));
  return { chosen: byCost.slice(0, limit), all: byCost.length <= limit };
}

/** Adds a hypothesis to those that change something, each distinct base string and key once. */
function addSingle<R, C extends string>(
  base: R,
  hypothesis: Hypothesis<R, C>,
  bench: Bench<R>,
  singles: Map<string, Single<R, C> | null>,
): Single<R, C> | null {
  const reading = hypothesis.apply(base);
  if (reading === null) return null;
  const fingerprint = fingerprintOf(reading, bench);
  const known = singles.get(fingerprint);
  if (known === undefined) {
    const single: Single<R, C> = { hypothesis, reading, same: [] };
    singles.set(fingerprint, single);
    return single;
  }
  if (known !== null && known.hypothesis.cause !== hypothesis.cause) known.same.push(hypothesis);
  return null;
}

function fingerprintOf<R>(reading: R, bench: Bench<R>): string {
  return createHash('sha256').update(bench.fingerprint(reading)).digest('base64');
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
  const { chosen, all } = affordable(base, hypotheses, bench);
  const total = chosen.length + (chosen.length * (chosen.length - 1)) / 2;
  // The reading as it is stands in the map for all hypotheses that change nothing.
  const known = new Map<string, Single<R, C> | null>([[fingerprintOf(base, bench), null]]);
  let match: Single<R, C> | null = null;
  let tried = 0;
  const found = (hit: readonly Single<R, C>[], reading: R): SearchResult<R, C> => ({
    reproduction: {
      hypotheses: hit.map(({ hypothesis }) => hypothesis),
      reading,
      alternatives: hit.map(({ same }) => same),
    },
    tried,
    complete: false,
  });
  for (const hypothesis of chosen) {
    const single = addSingle(base, hypothesis, bench, known);
    tried += 1;
    if (match === null && single !== null && bench.reproduces(single.reading)) match = single;
    if (tried % SINGLES_PROGRESS_EVERY === 0) yield { phase: 'single', tried, total };
  }
  if (match !== null) return found([match], match.reading);
  yield { phase: 'pair', tried, total };
  const singles = [...known.values()].filter((single) => single !== null);
  for (const [first, second] of pairsByCost(singles)) {
    tried += 1;
    const reading = second.hypothesis.apply(first.reading);
    if (reading !== null && bench.reproduces(reading)) return found([first, second], reading);
    if (tried % PROGRESS_EVERY === 0) yield { phase: 'pair', tried, total };
  }
  return { reproduction: null, tried, complete: all };
}
