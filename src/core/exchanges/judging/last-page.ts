import type { Hop } from '../../../protocol/models/exchanges/exchange.ts';

/** What a person does on a page of the tool is no part of the launch any more. */
const ownWill: ReadonlySet<Hop['cause']['kind']> = new Set(['link', 'form-by-user', 'reload', 'popup']);

/**
 * The page a launch came to by itself: the last of its own hops, those of frames within pages of the tool and those a person
 * asked for left out. `undefined` before the first hop.
 */
export function lastPage(hops: readonly Hop[]): Hop | undefined {
  const own = hops.filter(({ parent }) => parent === null);
  const left = own.findIndex(({ cause }, index) => index > 0 && ownWill.has(cause.kind));
  return own.at(left === -1 ? -1 : left - 1);
}
