const interval = 100;

/** Passes on at most one report per 100 ms, and the last one always when `flush` is called. */
export class ProgressReporter {
  readonly #report: (received: number, total: number | null) => void;
  #last: readonly [number, number | null] | null = null;
  #reportedAt = Number.NEGATIVE_INFINITY;

  constructor(report: (received: number, total: number | null) => void) {
    this.#report = report;
  }

  update(received: number, total: number | null): void {
    this.#last = [received, total];
    if (performance.now() - this.#reportedAt >= interval) this.flush();
  }

  flush(): void {
    if (this.#last === null) return;
    const [received, total] = this.#last;
    this.#last = null;
    this.#reportedAt = performance.now();
    this.#report(received, total);
  }
}
