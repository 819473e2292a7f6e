import type { ServiceCheck } from '../../../../protocol/models/advantage/services.ts';
import type { Pairs } from '../../../../protocol/models/pairs.ts';
import { check, failed, passed } from './checks.ts';
import type { ServiceRequest } from './http.ts';

/** Entries of a page at most, whatever is asked for. */
export const largestPage = 100;

const fromParameter = 'from';

type Page<T> = { entries: readonly T[]; links: Pairs };

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/**
 * The page of a list a request asks for, by `limit` and the place its own `next` link holds. `links`: the Link header with
 * `rel="next"` where there is more (RFC 8288), and with the other relations given. `null` with the failed check when `limit` is no
 * number of 1 and above.
 */
export function pageOf<T>(
  entries: readonly T[],
  request: Pick<ServiceRequest, 'url' | 'query'>,
  source: string,
  relations: Pairs = [],
): { page: Page<T> | null; checks: ServiceCheck[] } {
  const rule = {
    id: 'limit',
    title: 'The page is of a size there can be.',
    expected: 'A whole number from 1 on.',
    source,
  };
  const asked = request.query.get('limit');
  const limit = wholeNumber(asked);
  if (asked !== null && (limit === null || limit < 1)) {
    return { page: null, checks: [check(rule, failed(`limit is "${asked}".`))] };
  }
  const size = Math.min(limit ?? largestPage, largestPage);
  const from = wholeNumber(request.query.get(fromParameter)) ?? 0;
  const next: Pairs =
    from + size < entries.length ? [['next', withQuery(request.url, fromParameter, from + size)]] : [];
  const link = [...next, ...relations].map(([relation, url]) => `<${url}>; rel="${relation}"`).join(', ');
  return {
    page: { entries: entries.slice(from, from + size), links: link === '' ? [] : [['Link', link]] },
    checks: asked === null ? [] : [check(rule, passed(`limit is ${asked}.`))],
  };
}

/** A URL with one parameter set. */
export function withQuery(url: string, name: string, value: string | number): string {
  const changed = new URL(url);
  changed.searchParams.set(name, String(value));
  return changed.toString();
}
