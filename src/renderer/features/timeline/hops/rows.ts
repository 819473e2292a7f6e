import type { Timeline, TimelineHop, TimelineObservation } from '../../../../protocol/models/exchanges/timeline.ts';

/** What happened between two hops is shown between them. */
export type Row =
  | { kind: 'hop'; hop: TimelineHop }
  | { kind: 'marks' /** Index of the hop before. */; after: number; marks: TimelineObservation[] };

/** Hops with what happened after each, in the order of time. */
export function rowsOf({ hops, observations }: Pick<Timeline, 'hops' | 'observations'>): Row[] {
  const marks = observations.toSorted((a, b) => a.offset - b.offset);
  return hops.flatMap((hop, position): Row[] => {
    const until = hops[position + 1]?.offset ?? Number.POSITIVE_INFINITY;
    const from = position === 0 ? Number.NEGATIVE_INFINITY : hop.offset;
    const between = marks.filter(({ offset }) => offset >= from && offset < until);
    return [
      { kind: 'hop', hop },
      ...(between.length === 0 ? [] : [{ kind: 'marks' as const, after: hop.index, marks: between }]),
    ];
  });
}

export const badgeNames = [
  'cookiesBlocked',
  'cookiesWithheld',
  'refusesFrame',
  'wouldRefuseFrame',
  'mixedContent',
  'resources',
  'popups',
  'console',
  'cookiesSet',
  'cookiesSent',
  'plainHttp',
  'messages',
] as const;

export type Badge = {
  what: (typeof badgeNames)[number];
  tone: 'warn' | 'plain';
  count: number;
  /** Of cookies. */
  names: readonly string[];
};

/** What a look at a hop has to tell, what may be wrong first. */
export function badgesOf(hop: TimelineHop, { observations }: Pick<Timeline, 'observations'>): Badge[] {
  const seen = observations.map(({ observation }) => observation).filter((one) => one.hop === hop.index);
  const count = (kind: (typeof seen)[number]['kind']) => seen.filter((one) => one.kind === kind).length;
  const errors = seen.filter((one) => one.kind === 'console' && one.level === 'error').length;
  const cookies = (what: Badge['what'], names: readonly string[] | null, tone: Badge['tone']): Badge => ({
    what,
    tone,
    count: names?.length ?? 0,
    names: names ?? [],
  });
  const counted = (what: Badge['what'], number: number, tone: Badge['tone']): Badge => ({
    what,
    tone,
    count: number,
    names: [],
  });
  const { verdict, wouldShow } = hop.framing;
  const badges: Badge[] = [
    cookies('cookiesBlocked', hop.cookiesBlocked, 'warn'),
    cookies('cookiesWithheld', hop.cookiesWithheld, 'warn'),
    counted('refusesFrame', verdict === 'refused' && hop.failure === null ? 1 : 0, 'warn'),
    counted('wouldRefuseFrame', verdict === 'not-framed' && refusesAll(hop, wouldShow) ? 1 : 0, 'plain'),
    counted('mixedContent', count('mixed-content'), 'warn'),
    counted('resources', count('resource-failed'), 'warn'),
    counted('popups', count('popup'), 'warn'),
    counted('console', errors, 'warn'),
    cookies('cookiesSet', hop.cookiesSet, 'plain'),
    cookies('cookiesSent', hop.cookiesSent, 'plain'),
    counted('plainHttp', isPlain(hop.url) ? 1 : 0, 'plain'),
    counted('messages', count('lti-message'), 'plain'),
  ];
  return badges.filter((badge) => badge.count > 0);
}

/** Shown at the top, where the headers do nothing; in a frame of another site it would stay empty. */
function refusesAll(hop: TimelineHop, wouldShow: boolean | null): boolean {
  if (wouldShow !== null) return !wouldShow;
  return hop.location === null && hop.framing.decidedBy !== null;
}

/** Unencrypted, and not on this machine, where nothing is lost by it. */
function isPlain(url: string): boolean {
  return /^http:\/\/(?!localhost[:/]|[^/:]+\.localhost[:/]|127\.|\[::1\])/i.test(url);
}

/** Index of the hop to open at first: the one that went wrong, or none. */
export function hopToOpen(
  chosen: number | null | undefined,
  { firstWrongHop }: Pick<Timeline, 'firstWrongHop'>,
): number | null {
  return chosen === undefined ? firstWrongHop : chosen;
}

/** The parts of an address: the host is what people look for, a query is only told to be there. */
export function addressParts(url: string): { host: string; path: string; hasQuery: boolean } {
  try {
    const { host, pathname, search } = new URL(url);
    return { host, path: pathname, hasQuery: search !== '' };
  } catch {
    return { host: url, path: '', hasQuery: false };
  }
}
