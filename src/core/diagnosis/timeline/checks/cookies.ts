import type { Hop } from '../../../../protocol/models/exchanges/exchange.ts';
import type { TimelineCookie, TimelineFinding } from '../../../../protocol/models/exchanges/timeline.ts';
import { cookieReasonText, isCrossSiteReason } from '../cookie-reasons.ts';
import { isBalancerCookie } from '../cookies.ts';
import { lifetimeOf } from '../set-cookie.ts';
import { endsWell, hopFinding, hopName, type NetworkCase } from './context.ts';

/** NET-03: cookies that were blocked, held back, or will be where third-party cookies are off. */
export function checkCookies(seen: NetworkCase): TimelineFinding[] {
  const failed = !endsWell(seen);
  const inFrame = seen.exchange.launchMode === 'iframe';
  return seen.cookies.flatMap((cookie) => [
    ...blocked(cookie, failed),
    ...heldBack(cookie, failed),
    ...(failed ? notReturned(cookie, seen) : []),
    ...elsewhere(cookie, inFrame),
  ]);
}

/**
 * An error when the launch came to nothing after the cookie did not come back. A launch that works without it is warned of a cookie
 * that only its frame cost it, since that is mostly the session; a cookie no page of the tool can have is not missed.
 */
function blocked(cookie: TimelineCookie, failed: boolean): TimelineFinding[] {
  if (cookie.outcome !== 'blocked') return [];
  const missed = cookie.missingOn.length > 0;
  return [
    hopFinding(cookie.hop, {
      id: 'NET-03',
      severity: missed && failed ? 'error' : failed || cookie.blocked.some(isCrossSiteReason) ? 'warning' : 'info',
      title: 'The browser did not store a cookie.',
      seen: `Cookie ${cookie.name} of ${cookie.host}: ${cookie.why}.${missed ? ` It is missing from hop ${list(cookie.missingOn)}.` : ''}`,
      expected: cookieRemedy(cookie.blocked),
      owner: cookie.blocked.some((id) => id === 'UserPreferences' || id.startsWith('ThirdParty'))
        ? 'browser'
        : 'tool-vendor',
      source: 'RFC 6265bis §5.6',
    }),
  ];
}

function heldBack(cookie: TimelineCookie, failed: boolean): TimelineFinding[] {
  if (cookie.outcome !== 'stored') return [];
  return cookie.withheldOn.slice(0, 1).map(({ hop, blocked: ids, why }) =>
    hopFinding(hop, {
      id: 'NET-03',
      severity: failed ? 'error' : 'warning',
      title: 'The browser held a cookie back.',
      seen: `Cookie ${cookie.name}, set by hop ${cookie.hop + 1}, did not go along with hop ${hop + 1}: ${why}.`,
      expected: cookieRemedy(ids),
      owner: 'tool-vendor',
      source: 'RFC 6265bis §5.8.3',
    }),
  );
}

/**
 * A cookie that was stored and never came back, though the launch went on and was refused: it belongs to another host or path, or
 * ran out on the way. Cookies of load balancers are not what a session hangs on.
 */
function notReturned(cookie: TimelineCookie, { hops }: NetworkCase): TimelineFinding[] {
  if (cookie.outcome !== 'stored' || cookie.withheldOn.length > 0) return [];
  const refused = hops.find(
    ({ index, status, parent }) => index > cookie.hop && parent === null && status !== null && status >= 400,
  );
  const from = hops.find(({ index }) => index === cookie.hop);
  if (refused === undefined || from === undefined || isBalancerCookie(cookie.name)) return [];
  if (cookie.sentOn.includes(refused.index)) return [];
  // One that came back before has done its work there; only its end can have cost it.
  const why = (cookie.sentOn.length > 0 ? null : belongsElsewhere(cookie, refused)) ?? ranOut(cookie, from, refused);
  if (why === null) return [];
  return [
    hopFinding(refused.index, {
      id: 'NET-03',
      severity: 'error',
      title: 'A cookie did not come back.',
      seen: `Cookie ${cookie.name}, set by hop ${cookie.hop + 1}, was stored and did not go along with ${hopName(refused)}: ${why.seen}.`,
      expected: why.expected,
      owner: 'tool-vendor',
      source: 'RFC 6265bis §5.8.3',
    }),
  ];
}

type Loss = { seen: string; expected: string };

function belongsElsewhere({ attributes, host }: TimelineCookie, to: Hop): Loss | null {
  const target = URL.parse(to.url);
  if (target === null) return null;
  const domain = attributes.domain?.replace(/^\./, '').toLowerCase() ?? null;
  const fits = domain === null ? target.hostname === host : `.${target.hostname}`.endsWith(`.${domain}`);
  if (!fits) {
    return {
      seen: `it belongs to ${domain ?? host}, and the hop asks ${target.hostname}`,
      expected: 'Login and launch on one host name, spelt the same way, www or not.',
    };
  }
  const { path } = attributes;
  const below = path === null || !path.startsWith('/') || `${target.pathname}/`.startsWith(path.replace(/\/?$/, '/'));
  if (below) return null;
  return { seen: `its Path is ${path.slice(0, 100)}`, expected: 'Path=/, so that every page of the launch gets it.' };
}

function ranOut({ attributes }: TimelineCookie, from: Hop, to: Hop): Loss | null {
  const lifetime = lifetimeOf(attributes, from.startedAt);
  const after = to.startedAt - from.startedAt;
  if (lifetime === null || after < lifetime) return null;
  return {
    seen: `it was good for ${Math.max(0, Math.round(lifetime / 1000))} s, and the hop came ${(after / 1000).toFixed(1)} s later`,
    expected: 'A lifetime that outlasts a slow login: some minutes.',
  };
}

function cookieRemedy(ids: readonly string[]): string {
  if (ids.some((id) => id === 'UserPreferences' || id.startsWith('ThirdParty'))) {
    return 'Partitioned as well as SameSite=None and Secure, platform storage, or a window of its own.';
  }
  if (ids.some(isCrossSiteReason) || ids.includes('SameSiteNoneInsecure')) {
    return 'SameSite=None; Secure, over https, and Partitioned where third-party cookies are off.';
  }
  if (ids.includes('SecureOnly')) return 'https for every hop.';
  return `A Set-Cookie line that browsers take: ${cookieReasonText(ids)}.`;
}

/** What works in this browser, in this mode, and not in the next. */
function elsewhere(cookie: TimelineCookie, inFrame: boolean): TimelineFinding[] {
  if (cookie.outcome !== 'stored') return [];
  const { sameSite, secure, partitioned } = cookie.attributes;
  const crossSite = sameSite?.toLowerCase() === 'none' && secure;
  if (crossSite && (partitioned || !inFrame)) return [];
  return [
    hopFinding(cookie.hop, {
      id: 'NET-03',
      severity: 'info',
      title: crossSite
        ? 'A cookie will not be stored where third-party cookies are off.'
        : 'A cookie will not be stored in a frame of another site.',
      seen: `Cookie ${cookie.name} of ${cookie.host}: SameSite=${sameSite ?? '(none named)'}${secure ? '; Secure' : ''}${partitioned ? '; Partitioned' : ''}.`,
      expected: 'SameSite=None; Secure; Partitioned, if the tool is to work in a frame of an LMS in every browser.',
      owner: 'tool-vendor',
      source: 'RFC 6265bis §5.6; CHIPS',
    }),
  ];
}

function list(hops: readonly number[]): string {
  return hops.map((index) => index + 1).join(', ');
}
