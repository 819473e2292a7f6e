import type { Hop } from './models/exchanges/exchange.ts';

/** A page that was come to by itself this often is not just tried once more. */
const rounded = 5;

/** How pages go on without anybody's doing, apart from redirects, of which browsers follow twenty. */
const waysByItself = ['meta-refresh', 'header-refresh', 'script', 'form-by-script'] as const;
export type WayByItself = (typeof waysByItself)[number];

/** How a hop was come to by itself; `null` where a person, a frame or a redirect led to it. */
export function wayByItself({ cause }: Pick<Hop, 'cause'>): WayByItself | null {
  return waysByItself.find((way) => way === cause.kind) ?? null;
}

/** What a hop asks for, whatever its query: `GET https://tool.example/login`. */
export function pageOf({ method, url }: Pick<Hop, 'method' | 'url'>): string {
  return `${method} ${url.split(/[?#]/, 1)[0]}`;
}

/** The hops to the page that a launch comes to again and again by itself, in order; none for a launch that ends. Queries differ. */
export function endlessHops(hops: readonly Hop[]): Hop[] {
  const found = new Map<string, Hop[]>();
  for (const hop of hops) {
    if (wayByItself(hop) === null) continue;
    const page = pageOf(hop);
    found.set(page, [...(found.get(page) ?? []), hop]);
  }
  return [...found.values()].find((same) => same.length >= rounded) ?? [];
}
