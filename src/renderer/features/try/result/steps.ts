import type { Exchange } from '../../../../protocol/models/exchange.ts';

export type ResultTab = 'signed' | 'launch' | 'response' | 'verdict';

/** Which part of the result to turn to when a run has begun or ended; `null` stays where the person is. */
export function tabAfter(exchange: Pick<Exchange, 'kind' | 'state' | 'verdict'>): ResultTab | null {
  if (exchange.kind === 'launch') return exchange.state === 'running' ? 'launch' : null;
  if (exchange.state === 'running') return null;
  if (exchange.state !== 'finished') return null;
  return exchange.verdict === 'conforms' ? 'response' : 'verdict';
}

/** The hop whose answer is shown first: the judged one, else the last that was answered. */
export function mainHop(exchange: Pick<Exchange, 'hops' | 'judgedHop'>): Exchange['hops'][number] | null {
  const judged = exchange.hops.find((hop) => hop.index === exchange.judgedHop);
  return judged ?? exchange.hops.findLast((hop) => hop.status !== null) ?? exchange.hops.at(-1) ?? null;
}
