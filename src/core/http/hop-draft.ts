import type { Hop } from '../../protocol/models/exchanges/exchange.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { PhaseTimer } from './phases.ts';

/** One hop while it happens. */
export class HopDraft {
  readonly phases = new PhaseTimer();
  readonly #facts: Omit<Hop, 'timing'>;

  constructor(
    begin: Pick<Hop, 'index' | 'method' | 'url' | 'requestHeaders' | 'sentCookies' | 'withheldCookies' | 'startedAt'>,
  ) {
    this.#facts = {
      ...begin,
      frame: 'client',
      cause: begin.index === 0 ? { kind: 'first', from: null } : { kind: 'redirect', from: begin.index - 1 },
      parent: null,
      protocol: null,
      status: null,
      statusText: '',
      responseHeaders: [],
      location: null,
      cookies: [],
      tls: null,
      remoteAddress: null,
      failure: null,
      body: null,
    };
  }

  note(facts: Partial<Omit<Hop, 'timing'>>): void {
    Object.assign(this.#facts, facts);
  }

  /** A copy of all that is known now. */
  hop(): Hop {
    return { ...this.#facts, timing: this.phases.timing() };
  }
}

/** Values of a header, by any case of its name, in the order received. */
export function headerValues(headers: Pairs, name: string): string[] {
  return headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}
