import type { Hop } from '../../../protocol/models/exchanges/exchange.ts';
import type { TimelineCookie } from '../../../protocol/models/exchanges/timeline.ts';
import { hostNameOf } from './address.ts';
import { cookieReasonText } from './cookie-reasons.ts';
import { cookieAttributes, deletesCookie } from './set-cookie.ts';

/** Every cookie that was set, and what the hops after it did with it. Cookies that scripts set are not seen. */
export function cookieTable(hops: readonly Hop[]): TimelineCookie[] {
  return hops.flatMap((hop) =>
    hop.cookies.map((cookie): TimelineCookie => {
      const attributes = cookieAttributes(cookie.line);
      const deleted = cookie.blocked.length === 0 && deletesCookie(attributes, hop.startedAt);
      const later = hops.filter(
        (other) => other.index > hop.index && isReplaced(hops, hop, other, cookie.name) === false,
      );
      return {
        name: cookie.name,
        hop: hop.index,
        host: hostNameOf(hop.url),
        line: cookie.line,
        attributes,
        outcome: deleted ? 'deleted' : cookie.stored ? 'stored' : 'blocked',
        blocked: cookie.blocked,
        why: cookieReasonText(cookie.blocked),
        sentOn: later.filter((other) => other.sentCookies?.includes(cookie.name) && sameHost(hop, other)).map(indexOf),
        withheldOn: later.flatMap((other) =>
          other.withheldCookies
            .filter(({ name }) => name === cookie.name && sameHost(hop, other))
            .map(({ blocked }) => ({ hop: other.index, blocked, why: cookieReasonText(blocked) })),
        ),
        missingOn: deleted
          ? []
          : later
              .filter((other) => sameHost(hop, other) && other.sentCookies?.includes(cookie.name) === false)
              .map(indexOf),
      };
    }),
  );
}

/** Whether a hop in between sets the cookie anew: what follows is that one's story. */
function isReplaced(hops: readonly Hop[], from: Hop, to: Hop, name: string): boolean {
  return hops.some(
    (hop) =>
      hop.index > from.index &&
      hop.index < to.index &&
      sameHost(from, hop) &&
      hop.cookies.some((cookie) => cookie.name === name),
  );
}

function sameHost(a: Hop, b: Hop): boolean {
  return hostNameOf(a.url) === hostNameOf(b.url);
}

function indexOf({ index }: Hop): number {
  return index;
}

/** Cookies of load balancers and proxies, which say nothing of the tool behind them. */
export function isBalancerCookie(name: string): boolean {
  return /^(AWSALB|AWSELB|__cf|cf_|ARRAffinity|BIGip|NSC_|INGRESSCOOKIE|SERVERID|route$|TS01)/i.test(name);
}
