import type { Hop } from '../../../../protocol/models/exchange.ts';

/** Headers by which a page refuses to be framed. */
const frameHeaders = ['x-frame-options', 'content-security-policy'] as const;

export type RedirectKind = '301' | '302' | '303' | '307' | '308' | 'page';

export type TimelineRow = {
  hop: Hop;
  redirect: RedirectKind | null;
  /** The browser asks the next address with GET although this request was another method (Fetch, HTTP-redirect fetch). */
  becomesGet: boolean;
  cookiesSet: number;
  cookiesBlocked: number;
  /** Header lines that say who may frame the page. */
  frameLines: [string, string][];
  /** The page refuses frames: it could not be shown in one. */
  refusesFrame: boolean;
  /** Place on the time line of the whole launch, as fractions of it. */
  start: number;
  length: number;
  tone: 'ok' | 'redirect' | 'warn' | 'bad' | 'pending';
};

const redirectStatuses = ['301', '302', '303', '307', '308'] as const;

function redirectOf(hop: Hop, next: Hop | undefined): RedirectKind | null {
  const byStatus = redirectStatuses.find((status) => status === String(hop.status));
  if (byStatus && hop.location !== null) return byStatus;
  return next && hop.status !== null && next.frame === hop.frame ? 'page' : null;
}

function frameLinesOf(hop: Hop): [string, string][] {
  return hop.responseHeaders.flatMap(([name, value]): [string, string][] => {
    const header = frameHeaders.find((one) => one === name.toLowerCase());
    if (header === 'x-frame-options') return [[name, value]];
    const ancestors = header && /frame-ancestors[^;]*/i.exec(value)?.[0];
    return ancestors ? [[name, ancestors.trim()]] : [];
  });
}

function refuses(lines: readonly [string, string][]): boolean {
  return lines.some(([name, value]) =>
    name.toLowerCase() === 'x-frame-options'
      ? /deny|sameorigin/i.test(value)
      : /frame-ancestors\s+('none'|'self')\s*$/i.test(value),
  );
}

function toneOf(hop: Hop, redirect: RedirectKind | null): TimelineRow['tone'] {
  if (hop.failure) return 'bad';
  if (hop.status === null) return 'pending';
  if (hop.status >= 400) return 'bad';
  if (hop.cookies.some((cookie) => !cookie.stored)) return 'warn';
  return redirect && redirect !== 'page' ? 'redirect' : 'ok';
}

/** The hops of a launch as rows, on one time line. */
export function timelineRows(hops: readonly Hop[]): TimelineRow[] {
  const begin = Math.min(...hops.map((hop) => hop.startedAt));
  const end = Math.max(...hops.map((hop) => hop.startedAt + (hop.timing?.total ?? 0)));
  const span = Math.max(end - begin, 1);
  return hops.map((hop, index) => {
    const redirect = redirectOf(hop, hops[index + 1]);
    const frameLines = frameLinesOf(hop);
    return {
      hop,
      redirect,
      becomesGet: redirect !== null && hop.method !== 'GET' && hops[index + 1]?.method === 'GET',
      cookiesSet: hop.cookies.filter((cookie) => cookie.stored).length,
      cookiesBlocked: hop.cookies.filter((cookie) => !cookie.stored).length,
      frameLines,
      refusesFrame: refuses(frameLines),
      start: (hop.startedAt - begin) / span,
      length: (hop.timing?.total ?? 0) / span,
      tone: toneOf(hop, redirect),
    };
  });
}

/** The address the launch view shows now: of the last hop that was answered by a page. */
export function shownAddress(hops: readonly Hop[]): string | null {
  const page = hops.findLast((hop) => hop.status !== null && hop.location === null);
  return (page ?? hops.at(-1))?.url ?? null;
}
