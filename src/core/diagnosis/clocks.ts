import type { Hop } from '../../protocol/models/exchanges/exchange.ts';
import type { ClockReport } from '../../protocol/models/exchanges/timeline.ts';
import type { ExchangesRepository } from '../storage/repositories/exchanges.ts';
import { hostNameOf } from './timeline/address.ts';
import { clockReport } from './timeline/clock.ts';

/** Clocks drift and are set: what was seen longer ago says nothing of now. */
const freshMs = 60 * 60_000;
const mostExchanges = 50;

/**
 * The clocks of every host the latest exchanges met, against this machine's; of each host as its newest exchange saw it. `now` is
 * epoch milliseconds. A machine whose clock was set since may have exchanges in its future: they are left out.
 */
export function recentClocks(exchanges: Pick<ExchangesRepository, 'list' | 'get'>, now: number): ClockReport {
  const all = { search: '', connectionId: null, outcome: 'all' as const, after: null };
  const { rows } = exchanges.list({ ...all, limit: mostExchanges });
  const seen = new Map<string, Hop[]>();
  for (const { id, startedAt } of rows) {
    if (startedAt > now || now - startedAt > freshMs) continue;
    const hops = (exchanges.get(id)?.hops ?? []).filter(isDated);
    const ofExchange = Map.groupBy(hops, ({ url }) => hostNameOf(url));
    for (const [host, answers] of ofExchange) if (!seen.has(host)) seen.set(host, answers);
  }
  return clockReport([...seen.values()].flat());
}

function isDated({ responseHeaders }: Hop): boolean {
  return responseHeaders.some(([name]) => name.toLowerCase() === 'date');
}
