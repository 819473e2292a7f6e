import type { Hop } from '../../protocol/models/exchange.ts';

/** A page that was come to by itself this often is not just tried once more. */
const rounded = 5;

/** How pages go on without anybody's doing, apart from redirects, of which browsers follow twenty. */
const byItself: ReadonlySet<Hop['cause']['kind']> = new Set([
  'meta-refresh',
  'header-refresh',
  'script',
  'form-by-script',
]);

/** The hops to the page that a launch comes to again and again by itself, in order; none for a launch that ends. Queries differ. */
export function endlessHops(hops: readonly Hop[]): Hop[] {
  const found = new Map<string, Hop[]>();
  for (const hop of hops) {
    if (!byItself.has(hop.cause.kind)) continue;
    const page = `${hop.method} ${hop.url.split(/[?#]/, 1)[0]}`;
    found.set(page, [...(found.get(page) ?? []), hop]);
  }
  return [...found.values()].find((same) => same.length >= rounded) ?? [];
}
