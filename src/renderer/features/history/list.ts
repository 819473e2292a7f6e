import type { ExchangeSummary } from '../../../protocol/models/exchange.ts';
import { type Outcome, outcomeOf } from '../../ui/VerdictBadge.tsx';

/** What the history can be narrowed to. `attention`: everything that did not come out as documented. */
export const outcomeFilters = [
  'all',
  'attention',
  'conforms',
  'deviates',
  'undocumented',
  'failed',
  'interrupted',
  'cancelled',
] as const;
export type OutcomeFilter = (typeof outcomeFilters)[number];

const needingAttention: ReadonlySet<Outcome> = new Set(['deviates', 'undocumented', 'failed', 'interrupted']);

export function matchesOutcome(exchange: ExchangeSummary, filter: OutcomeFilter): boolean {
  if (filter === 'all') return true;
  const outcome = outcomeOf(exchange);
  return filter === 'attention' ? needingAttention.has(outcome) : outcome === filter;
}

export type Page = { rows: ExchangeSummary[]; total: number };

/** Rows of all pages, each exchange once: one that arrives while pages are read moves the rest by a row. */
export function rowsOf(pages: readonly Page[], filter: OutcomeFilter): ExchangeSummary[] {
  const seen = new Set<string>();
  return pages
    .flatMap((page) => page.rows)
    .filter((row) => {
      if (seen.has(row.id)) return false;
      seen.add(row.id);
      return matchesOutcome(row, filter);
    });
}

/** Where the next page begins, or `null` after the last. A page with fewer rows than asked for is the last. */
export function nextPage(page: Page, limit: number): { startedAt: number; id: string } | null {
  const last = page.rows.at(-1);
  return last && page.rows.length === limit ? { startedAt: last.startedAt, id: last.id } : null;
}

/** Whether more should be read: the end of what is there is near, or too little of it matches the filter. */
export function wantsMore(lastVisible: number, shown: number): boolean {
  return lastVisible >= shown - 20;
}

export type Move = 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last';

const moves: Readonly<Record<string, Move>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'page-up',
  PageDown: 'page-down',
  Home: 'first',
  End: 'last',
};

export function moveFor(key: string): Move | null {
  return moves[key] ?? null;
}

/** Row to go to from `current` (-1: none yet), kept within the list; `null` in an empty one. */
export function rowAfter(current: number, move: Move, count: number, page: number): number | null {
  if (count === 0) return null;
  const last = count - 1;
  const target = {
    up: current < 0 ? last : current - 1,
    down: current + 1,
    'page-up': current - page,
    'page-down': current + page,
    first: 0,
    last,
  }[move];
  return Math.min(last, Math.max(0, target));
}

/** `chosen` with one more or one fewer. */
export function toggled(chosen: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Ids in parts small enough for one command. */
export function inParts(ids: readonly string[], size = 1000): string[][] {
  const parts: string[][] = [];
  for (let start = 0; start < ids.length; start += size) parts.push(ids.slice(start, start + size));
  return parts;
}
