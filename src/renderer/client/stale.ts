import type { Query, QueryClient, QueryFilters, QueryKey } from '@tanstack/react-query';

/** Queries that are fetched once more as soon as their first answer is there. */
const again = new WeakSet<Query>();

/**
 * Fetches the answers that match anew, those that are shown at once. React Query takes the first answer of a query that is under way
 * for the news, though it may have been given before: it is fetched once more when it has come.
 */
export function makeStale(client: QueryClient, filters: Pick<QueryFilters, 'queryKey' | 'type' | 'exact'> = {}): void {
  const underWay = client
    .getQueryCache()
    .findAll({ ...filters, fetchStatus: 'fetching', predicate: ({ state }) => state.data === undefined });
  void client.invalidateQueries(filters);
  for (const query of underWay) {
    if (again.has(query)) continue;
    again.add(query);
    const fetchAgain = () => {
      again.delete(query);
      makeStale(client, { ...filters, queryKey: query.queryKey, exact: true });
    };
    query.promise?.then(fetchAgain, fetchAgain);
  }
}

/**
 * Runs when the fetch of a query that is under way is over; not at all when there is none. A change put into a list meanwhile is
 * lost: React Query adds the next page to the pages as they were when it was asked for.
 */
export function onceFetched(client: QueryClient, queryKey: QueryKey, run: () => void): void {
  const query = client.getQueryCache().find({ queryKey, exact: true });
  if (query?.state.fetchStatus === 'fetching') query.promise?.then(run, run);
}
