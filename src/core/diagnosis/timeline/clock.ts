import type { Hop } from '../../../protocol/models/exchanges/exchange.ts';
import type { ClockReport, ClockWindow, HostClock } from '../../../protocol/models/exchanges/timeline.ts';
import { hostNameOf } from './address.ts';

/** An interval the true skew lies in, milliseconds; positive: the host is ahead of this machine. */
type Interval = { from: number; to: number };

/**
 * Windows of known peers, seconds. `null`: it sets no limit, or one that its administrator chooses.
 * Sources: tests against the packages themselves, the vendors' own documentation and issues.
 */
const peers: readonly Omit<ClockWindow, 'accepts'>[] = [
  { peer: 'ims-lti (Node)', past: 300, future: null, source: 'measured: 301 s old refused, a day ahead accepted' },
  { peer: 'oauthlib (Python)', past: 600, future: 600, source: 'measured: ±600 s' },
  { peer: 'Canvas (outcomes)', past: null, future: 60, source: 'Canvas source: not more than 60 s in the future' },
  { peer: 'VitalSource', past: 300, future: 300, source: 'VitalSource help: five minutes' },
  { peer: 'most other LTI 1.x tools', past: 300, future: 300, source: 'common practice: five minutes' },
  { peer: 'ltijs (LTI 1.3)', past: 10, future: null, source: 'ltijs source: an id_token older than 10 s is refused' },
  { peer: 'PyJWT before 2.6 (LTI 1.3)', past: null, future: 0, source: 'measured: no leeway for iat' },
];

/**
 * The clocks of all hosts against this machine's. A `Date` header counts whole seconds, so the true time lies within the second
 * it names; and it was written at some moment between the end of the request and the arrival of the headers. Both go
 * into the uncertainty; several answers of one host narrow it down.
 */
export function clockReport(hops: readonly Hop[]): ClockReport {
  const names = [...new Set(hops.map(({ url }) => hostNameOf(url)).filter((name) => name !== ''))];
  const hosts = names.map((name) =>
    hostClock(
      name,
      hops.filter(({ url }) => hostNameOf(url) === name),
    ),
  );
  const majority = majorityOf(hosts);
  const windows = peers.map(
    (peer): ClockWindow => ({
      ...peer,
      accepts: accepts(
        peer,
        hosts.find(({ skew }) => skew !== null),
      ),
    }),
  );
  return { hosts, localSkew: majority, windows, summary: summaryOf(hosts, majority) };
}

function hostClock(host: string, hops: readonly Hop[]): HostClock {
  const intervals = hops.flatMap((hop) => intervalOf(hop) ?? []);
  const interval = combined(intervals);
  if (interval === null) {
    const dated = hops.some((hop) => header(hop, 'date') !== undefined);
    const why = dated ? 'no answer could be timed' : 'it sends no Date header';
    return { host, skew: null, uncertainty: null, samples: 0, detail: `The clock of ${host} is not known: ${why}.` };
  }
  const skew = (interval.from + interval.to) / 2;
  const uncertainty = (interval.to - interval.from) / 2;
  return { host, skew, uncertainty, samples: intervals.length, detail: skewSentence(host, skew, uncertainty) };
}

/** `null` without a `Date`, or where the times of the request were not recorded. */
function intervalOf(hop: Hop): Interval | null {
  const { timing } = hop;
  const written = Date.parse(header(hop, 'date') ?? '');
  if (timing === null || timing.wait === null || hop.startedAt <= 0 || Number.isNaN(written)) return null;
  // An answer from a cache on the way carries the date of its origin and its age in seconds (RFC 9111 §5.1).
  const age = Number(header(hop, 'age') ?? '0');
  const date = written + (Number.isFinite(age) && age > 0 ? age * 1000 : 0);
  const sent =
    hop.startedAt +
    [timing.dns, timing.connect, timing.tls, timing.send].reduce<number>((sum, ms) => sum + (ms ?? 0), 0);
  return { from: date - (sent + timing.wait), to: date + 1000 - sent };
}

/** What all intervals have in common; the narrowest where they contradict each other, since a clock may be set in between. */
function combined(intervals: readonly Interval[]): Interval | null {
  const narrowest = intervals.toSorted((a, b) => a.to - a.from - (b.to - b.from))[0];
  if (narrowest === undefined) return null;
  const common = {
    from: Math.max(...intervals.map(({ from }) => from)),
    to: Math.min(...intervals.map(({ to }) => to)),
  };
  return common.from <= common.to ? common : narrowest;
}

/** How far this machine is off when most of at least two hosts agree with each other; a single host cannot say who is wrong. */
function majorityOf(hosts: readonly HostClock[]): number | null {
  const known = hosts.flatMap(({ skew, uncertainty }) =>
    skew === null || uncertainty === null ? [] : [{ skew, uncertainty }],
  );
  if (known.length < 2) return null;
  const groups = known.map((one) =>
    known.filter((other) => Math.abs(one.skew - other.skew) <= one.uncertainty + other.uncertainty),
  );
  const largest = groups.toSorted((a, b) => b.length - a.length)[0] ?? [];
  if (largest.length * 2 <= known.length || largest.length < 2) return null;
  return largest.reduce((sum, { skew }) => sum + skew, 0) / largest.length;
}

/** A message of this machine looks as old to a host as the host is ahead. */
function accepts({ past, future }: Omit<ClockWindow, 'accepts'>, host: HostClock | undefined): boolean | null {
  if (host === undefined || host.skew === null || host.uncertainty === null) return null;
  const oldest = (host.skew + host.uncertainty) / 1000;
  const youngest = (host.skew - host.uncertainty) / 1000;
  const certainlyTaken = (past === null || oldest <= past) && (future === null || -youngest <= future);
  const certainlyRefused = (past !== null && youngest > past) || (future !== null && -oldest > future);
  return certainlyTaken ? true : certainlyRefused ? false : null;
}

function skewSentence(host: string, skew: number, uncertainty: number): string {
  const within = `give or take ${seconds(Math.max(1000, Math.ceil(uncertainty / 1000) * 1000))}`;
  if (Math.abs(skew) <= Math.max(uncertainty, 1000))
    return `The clock of ${host} agrees with this machine’s (${within}).`;
  return `The clock of ${host} is ${seconds(Math.abs(skew))} ${skew > 0 ? 'ahead of' : 'behind'} this machine’s (${within}).`;
}

function summaryOf(hosts: readonly HostClock[], majority: number | null): string {
  const known = hosts.filter(({ skew }) => skew !== null);
  if (known.length === 0) return 'No host told its time.';
  if (majority !== null && Math.abs(majority) > 2000) {
    return `This machine’s clock is ${seconds(Math.abs(majority))} ${majority > 0 ? 'behind' : 'ahead'}: most hosts agree on it.`;
  }
  const off = known.filter(({ skew, uncertainty }) => Math.abs(skew ?? 0) > Math.max(uncertainty ?? 0, 2000));
  if (off.length === 0) return 'All hosts that told their time agree with this machine.';
  return off.map(({ detail }) => detail).join(' ');
}

/** Milliseconds as a person reads them. */
export function seconds(ms: number): string {
  const whole = Math.round(ms / 1000);
  if (whole < 120) return `${whole} s`;
  return whole < 7200 ? `${Math.round(whole / 60)} min` : `${Math.round(whole / 3600)} h`;
}

function header({ responseHeaders }: Hop, name: string): string | undefined {
  return responseHeaders.find(([key]) => key.toLowerCase() === name)?.[1];
}
