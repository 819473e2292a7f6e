import type { Hop, Timing } from '../../../protocol/models/exchanges/exchange.ts';
import {
  type Framing,
  type Phase,
  phaseNames,
  type TimelineFinding,
  type TimelineHop,
} from '../../../protocol/models/exchanges/timeline.ts';
import { originOf, shortUrl } from './address.ts';

/** Stretches of a hop, one after the other from its beginning. */
export function phasesOf(timing: Timing | null): Phase[] {
  if (timing === null) return [];
  let offset = 0;
  return phaseNames.flatMap((phase) => {
    const duration = timing[phase];
    if (duration === null) return [];
    const at = offset;
    offset += duration;
    return [{ phase, offset: at, duration }];
  });
}

/** The redirect hop that led to this one; `undefined` for every other cause. Hops recorded without causes go by their addresses. */
export function redirectedBy(hop: Hop, hops: readonly Hop[]): Hop | undefined {
  if (hop.cause.kind === 'redirect') return hops.find(({ index }) => index === hop.cause.from);
  if (hop.cause.kind !== 'unknown') return undefined;
  const before = hops.find(({ index }) => index === hop.index - 1);
  return before?.location != null && withoutFragment(before.location) === withoutFragment(hop.url) ? before : undefined;
}

/** The hop a person sees in a timeline. `framing` and `findings` are those of this hop. */
export function timelineHop(
  hop: Hop,
  hops: readonly Hop[],
  framing: Framing,
  findings: readonly TimelineFinding[],
): TimelineHop {
  const redirect = redirectedBy(hop, hops);
  const cause = redirect === undefined ? hop.cause : { kind: 'redirect' as const, from: redirect.index };
  const becameGet = redirect?.method === 'POST' && hop.method === 'GET';
  const shown = { cause, redirectStatus: redirect?.status ?? null, becameGet };
  return {
    index: hop.index,
    frame: hop.frame,
    parent: hop.parent,
    ...shown,
    method: hop.method,
    url: hop.url,
    origin: originOf(hop.url),
    status: hop.status,
    statusText: hop.statusText,
    location: hop.location,
    failure: hop.failure,
    tone: toneOf(hop, findings),
    offset: Math.max(0, hop.startedAt - (hops[0]?.startedAt ?? hop.startedAt)),
    duration: hop.timing?.total ?? null,
    phases: phasesOf(hop.timing),
    framing,
    cookiesSet: hop.cookies.filter(({ blocked }) => blocked.length === 0).map(({ name }) => name),
    cookiesBlocked: hop.cookies.filter(({ blocked }) => blocked.length > 0).map(({ name }) => name),
    cookiesSent: hop.sentCookies,
    cookiesWithheld: hop.withheldCookies.map(({ name }) => name),
    summary: summaryOf(hop, shown),
  };
}

function toneOf(hop: Hop, findings: readonly TimelineFinding[]): TimelineHop['tone'] {
  if (findings.some(({ severity }) => severity === 'error')) return 'error';
  if (findings.some(({ severity }) => severity === 'warning')) return 'warning';
  if (hop.status === null && hop.failure === null) return 'pending';
  return hop.location === null ? 'ok' : 'redirect';
}

const causeTexts: Readonly<Record<TimelineHop['cause']['kind'], string>> = {
  first: 'First request',
  redirect: 'Redirect',
  'form-by-script': 'Form posted by a script',
  'form-by-user': 'Form sent by a person',
  link: 'Link followed by a person',
  script: 'Script went on to',
  'meta-refresh': 'Page went on by meta refresh',
  'header-refresh': 'Page went on by its Refresh header',
  reload: 'Page loaded again',
  frame: 'Frame within the page',
  popup: 'New window asked for',
  unknown: 'Went on to',
};

function summaryOf(
  hop: Hop,
  { cause, redirectStatus, becameGet }: Pick<TimelineHop, 'cause' | 'redirectStatus' | 'becameGet'>,
): string {
  const how = redirectStatus === null ? causeTexts[cause.kind] : `${causeTexts.redirect} (${redirectStatus})`;
  const turned = becameGet ? ', POST turned into GET' : '';
  const answer =
    hop.failure !== null
      ? hop.failure.reason
      : hop.status === null
        ? 'no answer yet'
        : `${hop.status} ${hop.statusText}`.trim();
  return `${how}${turned}: ${hop.method} ${shortUrl(hop.url)} → ${answer}`;
}

function withoutFragment(url: string): string {
  return url.split('#', 1)[0] ?? url;
}
