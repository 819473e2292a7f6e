import { endlessHops, pageOf, type WayByItself, wayByItself } from '../../../../protocol/endless.ts';
import { type Hop, maxHops } from '../../../../protocol/models/exchanges/exchange.ts';
import type { TimelineFinding } from '../../../../protocol/models/exchanges/timeline.ts';
import { shortUrl } from '../address.ts';
import { isBalancerCookie } from '../cookies.ts';
import { failureKind } from '../failures.ts';
import { redirectedBy } from '../hops.ts';
import { endsWell, hopFinding, hopName, type NetworkCase } from './context.ts';

const source = 'RFC 9110 §15.4; ims-lti issue 144';

/** NET-01: redirects that lose the launch, circles, long ways, and pages that go on by themselves. */
export function checkRedirects(seen: NetworkCase): TimelineFinding[] {
  return [
    ...seen.hops.flatMap((hop) => [...lostPosts(hop, seen), ...keptPosts(hop, seen), ...notFollowed(hop)]),
    ...goingsOn(seen),
    ...circles(seen),
    ...rounds(seen),
    ...longWays(seen),
  ];
}

/** A redirect the app did not follow, though a browser would: it would have carried the signature to a host nobody allowed. */
function notFollowed(hop: Hop): TimelineFinding[] {
  if (hop.failure === null || failureKind(hop.failure) !== 'redirect-refused') return [];
  const host = URL.parse(hop.url)?.host ?? hop.url;
  return [
    hopFinding(hop.index, {
      id: 'NET-01',
      severity: 'warning',
      title: `A redirect that carries the signature to ${host} was not followed.`,
      seen: `${hopName(hop)}: ${hop.failure.reason}`,
      expected: `That ${host} is known to belong to the tool: then add it to the allowed hosts of the credential. In an LMS the browser follows, and the launch may work there.`,
      owner: 'platform-admin',
      source: "the credential's allowed hosts",
    }),
  ];
}

/** A POST answered by 301, 302 or 303 becomes a GET without its form: wrong when the form had not been read yet. */
function lostPosts(hop: Hop, seen: NetworkCase): TimelineFinding[] {
  const { status, location } = hop;
  if (hop.method !== 'POST' || location === null || (status !== 301 && status !== 302 && status !== 303)) return [];
  const next = seen.hops.find((other) => redirectedBy(other, seen.hops)?.index === hop.index);
  if (next !== undefined && next.method !== 'GET') return [];
  const verdict = lossOf(hop, location, next, seen);
  if (verdict === null) return [];
  return [
    hopFinding(hop.index, {
      id: 'NET-01',
      severity: verdict.severity,
      title: 'A redirect turned the POST into a GET, and the form was lost.',
      seen: `${hopName(hop)} was answered ${status} to ${shortUrl(location)}. ${verdict.why}`,
      expected: `The form posted to the final address at once, or a redirect with 307 or 308, which keep it. Set the launch URL to ${shortUrl(location)}.`,
      owner: 'platform-admin',
      source,
    }),
  ];
}

type Loss = { severity: 'error' | 'warning'; why: string };

/**
 * Whether the form was lost on the tool or read first: a login that succeeds answers with a redirect too. The same address in
 * another spelling is a redirect of the web server, before the tool; a refusal right behind it shows that something is missing.
 */
function lossOf(hop: Hop, location: string, next: Hop | undefined, seen: NetworkCase): Loss | null {
  const respelt = spelling(hop.url, location);
  if (respelt !== null) {
    const session = hop.cookies.some(({ name }) => !isBalancerCookie(name));
    if (session && endsWell(seen)) return null;
    return {
      severity: session ? 'warning' : 'error',
      why: `It is the same address ${respelt}, so the server redirected before it read the form.`,
    };
  }
  if (next?.status != null && missingForm.has(next.status)) {
    return { severity: 'error', why: `The address it led to answered ${next.status} to the GET.` };
  }
  if (hop.status === 301 && !endsWell(seen)) {
    return { severity: 'error', why: 'A 301 says that the address has moved for good.' };
  }
  return null;
}

/** Statuses that say: wrong method, or something is missing. */
const missingForm: ReadonlySet<number> = new Set([400, 405, 411, 415, 422]);

/** In what spelling alone two addresses differ; `null` when they are different places, or the same. */
function spelling(from: string, to: string): string | null {
  const a = URL.parse(from);
  const b = URL.parse(to);
  if (a === null || b === null || a.href === b.href) return null;
  const path = (url: URL) => url.pathname.replace(/\/+$/, '').toLowerCase();
  const host = (url: URL) => url.hostname.replace(/^www\./, '');
  if (path(a) !== path(b) || host(a) !== host(b)) return null;
  const changes = [
    ...(a.protocol === b.protocol ? [] : [`with ${b.protocol}//`]),
    ...(a.hostname === b.hostname ? [] : [b.hostname.startsWith('www.') ? 'with www.' : 'without www.']),
    ...(a.pathname === b.pathname ? [] : [slashOrCase(a.pathname, b.pathname)]),
    ...(a.protocol === b.protocol && a.port !== b.port ? ['at another port'] : []),
  ];
  if (changes.length > 0) return changes.join(' and ');
  return null;
}

function slashOrCase(from: string, to: string): string {
  if (from.toLowerCase() === to.toLowerCase()) return 'in another letter case';
  return to.endsWith('/') ? 'with a slash at its end' : 'without the slash at its end';
}

/** 307 and 308 keep the form, and with it a signature for the address before. */
function keptPosts(hop: Hop, { hops, exchange }: NetworkCase): TimelineFinding[] {
  if (hop.method !== 'POST' || (hop.status !== 307 && hop.status !== 308) || hop.location === null) return [];
  const next = hops.find((other) => redirectedBy(other, hops)?.index === hop.index);
  if (next === undefined) return [];
  const refused = next.status === 401 || next.status === 403;
  return [
    hopFinding(hop.index, {
      id: 'NET-01',
      severity: refused && exchange.explanation !== null ? 'error' : 'info',
      title: refused ? 'A redirect took the form to an address it was not signed for.' : 'A redirect kept the form.',
      seen: `${hopName(hop)} was answered ${hop.status}: the form was posted again to ${shortUrl(hop.location)}${refused ? `, which answered ${next.status}` : ''}.`,
      expected:
        'The signature is for the first address. The tool has to verify it for that one, or the launch URL has to be the final one.',
      owner: 'platform-admin',
      source: 'RFC 9110 §15.4.8; RFC 5849 §3.4.1.2',
    }),
  ];
}

const byItself: Readonly<Record<WayByItself, string>> = {
  'meta-refresh': 'by meta refresh',
  'header-refresh': 'by its Refresh header',
  script: 'by script',
  'form-by-script': 'by a form that a script posted',
};

/** What goes on in the same way again and again is told once. */
function goingsOn({ hops }: NetworkCase): TimelineFinding[] {
  const told = new Set<string>();
  return hops.flatMap((hop) => {
    const from = hops.find(({ index }) => index === hop.cause.from);
    const step = `${from === undefined ? '' : pageOf(from)} ${pageOf(hop)}`;
    if (told.has(step)) return [];
    told.add(step);
    return goesOn(hop);
  });
}

function goesOn(hop: Hop): TimelineFinding[] {
  const way = wayByItself(hop);
  if (way === null || hop.cause.from === null) return [];
  return [
    hopFinding(hop.index, {
      id: 'NET-01',
      severity: 'info',
      title: 'A page went on by itself.',
      seen: `The page of hop ${hop.cause.from + 1} went on ${byItself[way]} to ${hopName(hop)}.`,
      expected: 'Nothing to change. Programs that follow redirects without a browser do not get this far.',
      owner: 'tool-vendor',
      source: 'HTML §7.4',
    }),
  ];
}

function wentInCircles({ failure }: Hop): boolean {
  return failure !== null && failureKind(failure) === 'redirect-circle';
}

function circles({ hops }: NetworkCase): TimelineFinding[] {
  const gaveUp = hops.find(wentInCircles);
  const counts = new Map<string, Hop[]>();
  for (const hop of hops) {
    if (hop.location === null) continue;
    const key = `${hop.method} ${hop.url}`;
    counts.set(key, [...(counts.get(key) ?? []), hop]);
  }
  const repeated = [...counts.values()].find((same) => same.length >= 3);
  const first = repeated?.[0] ?? gaveUp;
  if (first === undefined) return [];
  const times = repeated === undefined ? '' : ` It was asked for ${repeated.length} times.`;
  return [
    hopFinding(first.index, {
      id: 'NET-01',
      severity: gaveUp === undefined ? 'warning' : 'error',
      title: 'The redirects go in a circle.',
      seen: `${hopName(first)} redirects to addresses that lead back to it.${times}`,
      expected:
        'An end. Often a session cookie does not come back and the login page begins again: look at the cookies of these hops.',
      owner: 'tool-vendor',
      source,
    }),
  ];
}

/** Pages that lead back to each other by scripts, refreshes and forms: no browser gives up on those. */
function rounds({ exchange, hops }: NetworkCase): TimelineFinding[] {
  const endless = endlessHops(hops);
  const [first] = endless;
  if (first === undefined) return [];
  // The recorder tells that there were more, and only then the page was stopped.
  const wasStopped = exchange.observations.some((seen) => seen.kind === 'limit' && seen.of === 'hop');
  return [
    hopFinding(first.index, {
      id: 'NET-01',
      severity: 'error',
      title: 'The pages go round and round.',
      seen: `${hopName(first)} was come to ${endless.length} times without anybody’s doing.${wasStopped ? ` After ${maxHops} hops Countersign stopped the page.` : ''}`,
      expected:
        'An end. Often a session cookie does not come back and the login begins again: look at the cookies of these hops, and launch in a window instead of a frame.',
      owner: 'tool-vendor',
      source: 'HTML §7.4',
    }),
  ];
}

const mostRedirects = 5;

function longWays({ hops }: NetworkCase): TimelineFinding[] {
  let run = 0;
  for (const hop of hops) {
    run = redirectedBy(hop, hops) === undefined ? 0 : run + 1;
    if (run !== mostRedirects + 1) continue;
    if (hops.some(wentInCircles)) return [];
    return [
      hopFinding(hop.index, {
        id: 'NET-01',
        severity: 'warning',
        title: `More than ${mostRedirects} redirects in a row.`,
        seen: `${hopName(hop)} is the ${run}th redirect in a row.`,
        expected: 'A launch URL that is nearer to the page: each redirect takes time and may lose cookies.',
        owner: 'platform-admin',
        source,
      }),
    ];
  }
  return [];
}
