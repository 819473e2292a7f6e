import type { Timeline, TimelineDifference, TimelineHop } from '../../../protocol/models/exchanges/timeline.ts';
import { isRandomSegment } from '../random-segment.ts';
import { shortUrl } from './address.ts';

/** What is compared of two hops, the plainest first. */
const aspects: readonly { what: TimelineDifference['what']; value(hop: TimelineHop): string }[] = [
  { what: 'method', value: ({ method }) => method },
  { what: 'address', value: ({ url }) => addressShape(url) },
  { what: 'failure', value: ({ failure }) => failure?.reason ?? 'arrived' },
  { what: 'status', value: ({ status }) => (status === null ? 'no answer' : String(status)) },
  { what: 'framing', value: ({ framing }) => (framing.verdict === 'refused' ? 'refuses to be framed' : 'shown') },
  { what: 'cookies-sent', value: ({ cookiesSent }) => (cookiesSent === null ? 'not seen' : listed(cookiesSent)) },
  { what: 'cookies-stored', value: ({ cookiesSet }) => listed(cookiesSet) },
];

/**
 * NET-05: the first hop at which runs of the same launch differ, and in what; `null` when they do not. Hops are compared in
 * the order they happened; what differs from run to run by nature (times, queries with nonces, ids in paths) is left aside.
 * `names` say in words which run is which.
 */
export function compareTimelines(
  runs: readonly Timeline[],
  names: readonly string[] = runs.map((_, run) => `run ${run + 1}`),
): TimelineDifference | null {
  const difference = differenceIn(names);
  const longest = Math.max(0, ...runs.map(({ hops }) => hops.length));
  for (let position = 0; position < longest; position += 1) {
    const hops = runs.map((run) => run.hops[position]);
    const indexes = hops.map((hop) => hop?.index ?? null);
    const present = hops.filter((hop) => hop !== undefined);
    if (present.length < hops.length) {
      return difference(
        position,
        indexes,
        'presence',
        hops.map((hop) => (hop === undefined ? 'ended before' : shortUrl(hop.url))),
      );
    }
    for (const { what, value } of aspects) {
      const values = present.map(value);
      if (new Set(values).size > 1) return difference(position, indexes, what, values);
    }
  }
  return null;
}

function differenceIn(names: readonly string[]) {
  return (
    position: number,
    hops: (number | null)[],
    what: TimelineDifference['what'],
    values: string[],
  ): TimelineDifference => {
    const each = values.map((value, run) => `${names[run]}: ${value}`).join('; ');
    return { position, hops, what, values, detail: `Hop ${position + 1} differs in ${words[what]}: ${each}.` };
  };
}

/** An address without its query, and with numbers and ids in its path as such: tools give every launch an attempt of its own. */
function addressShape(url: string): string {
  return shortUrl(url).replace(/(?<=[^/:]\/)[\w~-]+(?=\/|$)/g, (part) =>
    /^\d+$/.test(part) || (part.length >= 12 && /\d/.test(part)) || isRandomSegment(part) ? '{id}' : part,
  );
}

const words: Readonly<Record<TimelineDifference['what'], string>> = {
  presence: 'whether it happens',
  address: 'its address',
  method: 'its method',
  failure: 'whether it arrives',
  status: 'its status',
  'cookies-stored': 'the cookies it stores',
  'cookies-sent': 'the cookies sent with it',
  framing: 'whether it may be framed',
};

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.toSorted().join(', ');
}
