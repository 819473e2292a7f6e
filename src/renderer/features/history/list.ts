import type { ExchangeSummary } from '../../../protocol/models/exchanges/exchange.ts';

export type Page = { rows: ExchangeSummary[]; total: number };

/** Rows of all pages, each exchange once: one that arrives while pages are read moves the rest by a row. */
export function rowsOf(pages: readonly Page[]): ExchangeSummary[] {
  const seen = new Set<string>();
  return pages
    .flatMap((page) => page.rows)
    .filter((row) => {
      if (seen.has(row.id)) return false;
      seen.add(row.id);
      return true;
    });
}

/** The pages with the row of an exchange replaced, or `null` when they do not have it. */
export function withRow(pages: readonly Page[], row: ExchangeSummary): Page[] | null {
  if (!pages.some(({ rows }) => rows.some(({ id }) => id === row.id))) return null;
  return pages.map((page) => ({ ...page, rows: page.rows.map((one) => (one.id === row.id ? row : one)) }));
}

/**
 * The pages with the first read anew. It begins earlier than before when exchanges have come, so that it ends earlier
 * too: what it no longer reaches of the first page before stays behind it, and the next page still follows.
 */
export function withFirstPage(pages: readonly Page[], first: Page, limit: number): Page[] {
  const [before, ...others] = pages;
  const last = first.rows.at(-1);
  if (!before || !last || first.rows.length < limit) return [first];
  const beyond = before.rows.filter((row) => isBelow(row, last));
  return [{ ...first, rows: [...first.rows, ...beyond] }, ...others];
}

function isBelow(row: ExchangeSummary, other: ExchangeSummary): boolean {
  return row.startedAt < other.startedAt || (row.startedAt === other.startedAt && row.id < other.id);
}

/** Where the next page begins, or `null` after the last. A page with fewer rows than asked for is the last. */
export function nextPage(page: Page, limit: number): { startedAt: number; id: string } | null {
  const last = page.rows.at(-1);
  return last && page.rows.length >= limit ? { startedAt: last.startedAt, id: last.id } : null;
}

/** Whether more should be read: the end of what is there is near. */
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

/** The two that are chosen, the older first, as what changed is told from then to now; `null` unless two of the rows are. */
export function oldestFirst(
  rows: readonly Pick<ExchangeSummary, 'id' | 'startedAt'>[],
  chosen: ReadonlySet<string>,
): readonly [string, string] | null {
  if (chosen.size !== 2) return null;
  const [older, newer] = rows.filter(({ id }) => chosen.has(id)).sort((a, b) => a.startedAt - b.startedAt);
  return older && newer ? [older.id, newer.id] : null;
}
