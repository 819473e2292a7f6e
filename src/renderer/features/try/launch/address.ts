import type { Hop } from '../../../../protocol/models/exchanges/exchange.ts';

/** The address the launch view shows now: of the last hop that was answered by a page. */
export function shownAddress(hops: readonly Hop[]): string | null {
  const page = hops.findLast((hop) => hop.status !== null && hop.location === null);
  return (page ?? hops.at(-1))?.url ?? null;
}
