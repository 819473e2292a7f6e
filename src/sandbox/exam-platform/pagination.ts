import type { Parameters } from './parameters.ts';
import { rubyToS } from './ruby-value.ts';

/** Documented default and maximum number of items on a page. */
const maximumLimit = 300;

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly headers: readonly (readonly [string, string])[];
}

/** One page of a list by the parameters `page` (from 1) and `limit`; anything else than a number counts as absent. */
export function paginate<Item>(items: readonly Item[], parameters: Parameters): Page<Item> {
  const limit = Math.min(positive(parameters, 'limit') ?? maximumLimit, maximumLimit);
  const page = positive(parameters, 'page') ?? 1;
  return {
    items: items.slice((page - 1) * limit, page * limit),
    headers: [
      ['x-pagination-item-count', String(items.length)],
      ['x-pagination-page-count', String(Math.max(1, Math.ceil(items.length / limit)))],
      ['x-pagination-page', String(page)],
      ['x-pagination-limit', String(limit)],
    ],
  };
}

function positive(parameters: Parameters, name: string): number | null {
  const text = rubyToS(parameters.get(name) ?? null);
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return value > 0 ? value : null;
}
