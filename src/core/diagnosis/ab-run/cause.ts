import type { Timeline, TimelineCookie, TimelineDifference } from '../../../protocol/models/exchanges/timeline.ts';
import type { FindingOwner } from '../../../protocol/models/signing.ts';
import { shortUrl } from '../timeline/address.ts';

/** Why the second of two runs went another way, as far as the record shows it. */
export type Cause = { seen: string; expected: string; owner: FindingOwner; source: string };

/** `place` says where the second run was made, `in the frame`. `null` when nothing on record explains the difference. */
export function causeOf(a: Timeline, b: Timeline, difference: TimelineDifference, place: string): Cause | null {
  return (
    framingCause(b, difference, place) ?? cookieCause(a, b, difference, place) ?? failureCause(b, difference, place)
  );
}

function framingCause(b: Timeline, { position }: TimelineDifference, place: string): Cause | null {
  const hop = b.hops[position] ?? b.hops.at(-1);
  if (hop?.framing.verdict !== 'refused') return null;
  return {
    seen: `${place}, ${shortUrl(hop.url)} was not shown: ${hop.framing.detail}`,
    expected: `The tool vendor must let the platform frame the page: frame-ancestors with ${b.framingOrigin ?? 'the origin of the platform'}, and no X-Frame-Options. Or the platform must open it in a window of its own.`,
    owner: 'tool-vendor',
    source: 'CSP Level 3 §6.4.2; RFC 7034',
  };
}

/** A cookie the first run kept and the second did not, set or held back at the differing hop or before it. */
function cookieCause(a: Timeline, b: Timeline, { position }: TimelineDifference, place: string): Cause | null {
  const reached = (index: number) => b.hops.findIndex((hop) => hop.index === index) <= position;
  const counterpart = (cookie: TimelineCookie) =>
    a.cookies.find(({ name, host, hop }) => name === cookie.name && host === cookie.host && hop === cookie.hop);
  const lost = b.cookies.filter(
    (cookie) => cookie.outcome === 'blocked' && reached(cookie.hop) && counterpart(cookie)?.outcome === 'stored',
  );
  const kept = b.cookies.filter(
    (cookie) =>
      cookie.withheldOn.some(({ hop }) => reached(hop)) && (counterpart(cookie)?.withheldOn.length ?? 1) === 0,
  );
  // One whose absence was felt later explains more than one nobody asked for again.
  const blocked = lost.toSorted((x, y) => y.missingOn.length - x.missingOn.length)[0];
  if (blocked !== undefined) {
    const missed = blocked.missingOn.map((index) => index + 1).join(', ');
    return {
      seen: `${place}, the tool’s cookie ${blocked.name}, set by hop ${blocked.hop + 1}, was not stored: ${blocked.why}.${missed === '' ? '' : ` It is missing from hop ${missed}.`}`,
      ...remedy(blocked, blocked.blocked),
    };
  }
  const held = kept[0];
  const first = held?.withheldOn[0];
  if (held === undefined || first === undefined) return null;
  return {
    seen: `${place}, the tool’s cookie ${held.name}, set by hop ${held.hop + 1}, was not sent with hop ${first.hop + 1}: ${first.why}.`,
    ...remedy(held, first.blocked),
  };
}

function remedy({ name }: TimelineCookie, ids: readonly string[]): Pick<Cause, 'expected' | 'owner' | 'source'> {
  const isSwitchedOff = ids.some((id) => id === 'UserPreferences' || id.startsWith('ThirdParty'));
  return {
    expected: isSwitchedOff
      ? `The tool vendor must set ${name} as Partitioned besides SameSite=None and Secure, or use the platform’s storage instead; or the platform must open the tool in a window of its own.`
      : `The tool vendor must set ${name} with SameSite=None; Secure, over https, and with Partitioned for browsers without third-party cookies.`,
    owner: 'tool-vendor',
    source: isSwitchedOff ? 'CHIPS; LTI postMessage Storage 0.1' : 'RFC 6265bis §5.6',
  };
}

function failureCause(b: Timeline, { position }: TimelineDifference, place: string): Cause | null {
  const hop = b.hops[position];
  if (hop?.failure == null) return null;
  return {
    seen: `${place}, ${shortUrl(hop.url)} did not arrive: ${hop.failure.reason}`,
    expected: 'The same answer as in the other way of launching.',
    owner: 'tool-vendor',
    source: 'what the embedded browser recorded',
  };
}
