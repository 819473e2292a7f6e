import type { Clock } from '../../ports.ts';
import type { SearchProgress, SearchResult } from './search.ts';

/** When a search ends without having tried everything. */
export type SearchBudget = {
  clock: Clock;
  /** Default {@link DEFAULT_MILLISECONDS}. */
  maxMilliseconds?: number;
  /** Hypotheses and pairs of them; default {@link DEFAULT_TRIES}. */
  maxTries?: number;
  signal?: AbortSignal;
  onProgress?(progress: SearchProgress): void;
};

export const DEFAULT_MILLISECONDS = 5000;
export const DEFAULT_TRIES = 250_000;

/** How long the search may keep the event loop before others get their turn. */
const SLICE_MILLISECONDS = 20;

/**
 * Runs a search to its end or to the end of its budget, giving way to other work in between. Out of budget is an answer
 * (`complete: false`, nothing reproduced); rejects with the signal's reason when it is aborted.
 */
export async function runSearch<R, C extends string>(
  work: Generator<SearchProgress, SearchResult<R, C>>,
  { clock, maxMilliseconds = DEFAULT_MILLISECONDS, maxTries = DEFAULT_TRIES, signal, onProgress }: SearchBudget,
): Promise<SearchResult<R, C>> {
  const started = clock.now();
  let sliceStarted = started;
  for (;;) {
    signal?.throwIfAborted();
    const step = work.next();
    if (step.done === true) return step.value;
    onProgress?.(step.value);
    const now = clock.now();
    if (now - started >= maxMilliseconds || step.value.tried >= maxTries) {
      return { reproduction: null, tried: step.value.tried, complete: false };
    }
    if (now - sliceStarted >= SLICE_MILLISECONDS) {
      await new Promise((resolve) => setImmediate(resolve));
      sliceStarted = clock.now();
    }
  }
}
