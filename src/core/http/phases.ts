import type { Timing } from '../../protocol/models/exchanges/exchange.ts';

export type Phase = Exclude<keyof Timing, 'total'>;

/** Measures the phases of one hop, one after the other. Beginning a phase ends the one before it. */
export class PhaseTimer {
  readonly #start = performance.now();
  readonly #spent = new Map<Phase, number>();
  #current: Phase | null = null;
  #since = this.#start;
  #end: number | null = null;

  /** The phase that is going on, or the last one that did: what a time-out or failure happened in. */
  get current(): Phase {
    return this.#current ?? 'connect';
  }

  begin(phase: Phase): void {
    if (this.#end !== null || this.#current === phase) return;
    const now = performance.now();
    this.#book(now);
    this.#current = phase;
    this.#since = now;
  }

  stop(): void {
    if (this.#end !== null) return;
    this.#end = performance.now();
    this.#book(this.#end);
  }

  /** Milliseconds per phase so far; the phase that is going on counts up to now. */
  timing(): Timing {
    const end = this.#end ?? performance.now();
    const spent = (phase: Phase): number | null => {
      const running = this.#end === null && this.#current === phase ? end - this.#since : 0;
      const booked = this.#spent.get(phase);
      return booked === undefined && running === 0 ? null : rounded((booked ?? 0) + running);
    };
    return {
      dns: spent('dns'),
      connect: spent('connect'),
      tls: spent('tls'),
      send: spent('send'),
      wait: spent('wait'),
      receive: spent('receive'),
      total: rounded(end - this.#start),
    };
  }

  #book(now: number): void {
    if (this.#current === null) return;
    this.#spent.set(this.#current, (this.#spent.get(this.#current) ?? 0) + now - this.#since);
  }
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
