import type { Exchange } from '../../../../protocol/models/exchanges/exchange.ts';

export type ResultTab = 'signed' | 'launch' | 'legs' | 'response' | 'verdict' | 'services';

export type Sight = {
  /** This exchange was not shown here before. */
  isNew: boolean;
  /** It was sent from this form just now, not opened from the history or after a restart. */
  startedHere: boolean;
};

/** Which part of the result to turn to when an exchange appears or its state changes; `null` stays where the person is. */
export function tabAfter(exchange: Pick<Exchange, 'kind' | 'state' | 'verdict'>, sight: Sight): ResultTab | null {
  if (sight.isNew && !sight.startedHere && exchange.state !== 'running') return 'verdict';
  if (exchange.kind === 'launch') return sight.isNew ? 'launch' : null;
  if (exchange.state !== 'finished') return null;
  return exchange.verdict === 'conforms' ? 'response' : 'verdict';
}

/** The hop whose answer is shown first: the judged one, else the last that was answered. */
export function mainHop(exchange: Pick<Exchange, 'hops' | 'judgedHop'>): Exchange['hops'][number] | null {
  const judged = exchange.hops.find((hop) => hop.index === exchange.judgedHop);
  return judged ?? exchange.hops.findLast((hop) => hop.status !== null) ?? exchange.hops.at(-1) ?? null;
}
