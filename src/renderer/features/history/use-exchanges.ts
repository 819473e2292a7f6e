import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ExchangeSummary } from '../../../protocol/models/exchange.ts';
import { callCommand } from '../../client/bridge.ts';
import { nextPage, type OutcomeFilter, rowsOf } from './list.ts';

const limit = 200;

export type Query = { search: string; connectionId: string | null; outcome: OutcomeFilter };

export type Exchanges = {
  rows: ExchangeSummary[];
  /** Exchanges that match search and connection, whatever their outcome. */
  total: number;
  /** How many of them have been read so far. */
  read: number;
  loading: boolean;
  error: Error | null;
  retry: () => void;
  /** Reads the next page; `null` when there is none or it is under way. */
  more: (() => void) | null;
};

/** The history in pages, newest first. Under the name of its command, so that `exchange.changed` refreshes it. */
export function useExchanges({ search, connectionId, outcome }: Query): Exchanges {
  const query = useInfiniteQuery({
    queryKey: ['exchanges.list', { search, connectionId }, 'pages'],
    queryFn: ({ pageParam }: { pageParam: { startedAt: number; id: string } | null }) =>
      callCommand('exchanges.list', { search, connectionId, after: pageParam, limit }),
    initialPageParam: null,
    getNextPageParam: (page) => nextPage(page, limit),
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => rowsOf(pages ?? [], outcome), [pages, outcome]);
  const { fetchNextPage, hasNextPage, isFetching } = query;
  return {
    rows,
    total: pages?.[0]?.total ?? 0,
    read: pages?.reduce((sum, page) => sum + page.rows.length, 0) ?? 0,
    loading: query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
    more: hasNextPage && !isFetching ? () => void fetchNextPage() : null,
  };
}
