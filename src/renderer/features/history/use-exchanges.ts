import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import type { AppEvent } from '../../../protocol/events.ts';
import type { ExchangeSummary, OutcomeFilter } from '../../../protocol/models/exchanges/exchange.ts';
import { callCommand } from '../../client/bridge.ts';
import { useAppEvents } from '../../client/events.tsx';
import { makeStale, onceFetched } from '../../client/stale.ts';
import { nextPage, type Page, rowsOf, withFirstPage, withRow } from './list.ts';

const limit = 200;

export type Query = { search: string; connectionId: string | null; outcome: OutcomeFilter };
type Cursor = { startedAt: number; id: string } | null;
type Pages = InfiniteData<Page, Cursor>;

export type Exchanges = {
  rows: ExchangeSummary[];
  /** Exchanges that match, read or not. */
  total: number;
  loading: boolean;
  error: Error | null;
  retry: () => void;
  /** Reads the next page; `null` when there is none or it is under way. */
  more: (() => void) | null;
};

/** The history in pages, newest first. Core tells what happens: the row changes in place, a new one comes with the first page. */
export function useExchanges({ search, connectionId, outcome }: Query): Exchanges {
  const key = useMemo(
    () => ['exchanges.list', { search, connectionId, outcome }, 'pages'],
    [search, connectionId, outcome],
  );
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }: { pageParam: Cursor }) =>
      callCommand('exchanges.list', { search, connectionId, outcome, after: pageParam, limit }),
    initialPageParam: null,
    getNextPageParam: (page) => nextPage(page, limit),
    placeholderData: keepPreviousData,
  });
  useLiveRows(key, { search, connectionId, outcome });
  const pages = query.data?.pages;
  const rows = useMemo(() => rowsOf(pages ?? []), [pages]);
  const { fetchNextPage, hasNextPage, isFetching } = query;
  return {
    rows,
    total: pages?.[0]?.total ?? 0,
    loading: query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
    more: hasNextPage && !isFetching ? () => void fetchNextPage() : null,
  };
}

function useLiveRows(key: readonly unknown[], { search, connectionId, outcome }: Query): void {
  const client = useQueryClient();
  const asked = useRef(0);
  const follow = useCallback(
    (exchange: ExchangeSummary) => {
      const change = (follow: (pages: Page[]) => Page[] | null) =>
        client.setQueryData<Pages>([...key], (data) => {
          const pages = data && follow(data.pages);
          return pages ? { pages, pageParams: data.pageParams.slice(0, pages.length) } : data;
        });
      const narrowed = search !== '' || outcome !== 'all';
      let known = false;
      change((pages) => {
        const followed = withRow(pages, exchange);
        known = followed !== null;
        return followed;
      });
      if (known && !narrowed) return;
      asked.current += 1;
      const mine = asked.current;
      callCommand('exchanges.list', { search, connectionId, outcome, after: null, limit }).then(
        (first) => mine === asked.current && change((pages) => withFirstPage(pages, first, limit)),
        () => makeStale(client, { queryKey: [...key] }),
      );
    },
    [client, key, search, connectionId, outcome],
  );
  const listener = useCallback(
    (event: AppEvent) => {
      if (event.type !== 'exchange.changed') return;
      const { exchange } = event;
      if (connectionId !== null && exchange.connectionId !== connectionId) return;
      if (client.getQueryData([...key]) === undefined) {
        makeStale(client, { queryKey: [...key] });
        return;
      }
      follow(exchange);
      onceFetched(client, key, () => follow(exchange));
    },
    [client, key, connectionId, follow],
  );
  useAppEvents(listener);
}
