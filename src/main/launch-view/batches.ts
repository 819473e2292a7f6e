/** Gathers what comes one by one. */
export type Batches<T> = {
  add(items: readonly T[]): void;
  /** Hands on what has been gathered, now. */
  flush(): void;
};

/** Hands on what was added within `ms` milliseconds together, in order; never nothing. */
export function inBatches<T>(ms: number, handOn: (batch: T[]) => void): Batches<T> {
  let batch: T[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (batch.length === 0) return;
    const gathered = batch;
    batch = [];
    handOn(gathered);
  };
  return {
    add: (items) => {
      if (items.length === 0) return;
      batch.push(...items);
      timer ??= setTimeout(flush, ms);
    },
    flush,
  };
}
