import type { Hop } from './models/exchanges/exchange.ts';

/** A page that was come to by itself this often is not just tried once more. */
const rounded = 5;

/** How pages go on without anybody's doing, apart from redirects, of which browsers follow twenty. */
const byItself: ReadonlySet<Hop['cause']['kind']> = new Set([
  'meta-refresh',
  'header-refresh',
  'script',
  'form-by-script',
]);

/** What a hop asks for, whatever its query: `GET https://tool.example/login`. */
export function pageOf({ method, url }: Pick<Hop, 'method' | 'url'>): string {
  return `${method} ${url.split(/[?#]/, 1)[0]}`;
}

/** The hops to the page that a launch comes to again and again by itself, in order; none for a launch that ends. Queries differ. */
export function endlessHops(hops: readonly Hop[]): Hop[] {
  const found = new Map<string, Hop[]>();
  for (const hop of hops) {
    if (!byItself.has(hop.cause.kind)) continue;
    const page = pageOf(hop);
    found.set(page, [...(found.get(page) ?? []), hop]);
  }
  return [...found.values()].find((same) => same.length >= rounded) ?? [];
}
