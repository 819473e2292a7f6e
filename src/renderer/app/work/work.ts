import type { AppEvent } from '../../../protocol/events.ts';
import type { ExchangeSummary } from '../../../protocol/models/exchanges/exchange.ts';

/** An exchange under way, as the top bar shows it. */
export type Work = {
  id: string;
  title: string;
  connectionName: string;
  startedAt: number;
  hops: number;
  /** Bytes; `null` until the body begins to arrive, `total` where the length is known. */
  received: { bytes: number; total: number | null } | null;
};

function begin(exchange: ExchangeSummary, hops: number): Work {
  const { id, operationTitle: title, connectionName, startedAt } = exchange;
  return { id, title, connectionName, startedAt, hops, received: null };
}

/** Running work after an event. */
export function workAfter(works: readonly Work[], event: AppEvent): readonly Work[] {
  switch (event.type) {
    case 'exchange.changed': {
      const { exchange, hops } = event;
      if (exchange.state !== 'running') return works.filter((work) => work.id !== exchange.id);
      if (!works.some((work) => work.id === exchange.id)) return [...works, begin(exchange, hops)];
      return works.map((work) => (work.id === exchange.id ? { ...work, hops } : work));
    }
    case 'exchange.progress':
      return works.map((work) =>
        work.id === event.id ? { ...work, received: { bytes: event.receivedBytes, total: event.totalBytes } } : work,
      );
    case 'core.restarted':
    case 'core.failed':
      return [];
    default:
      return works;
  }
}
