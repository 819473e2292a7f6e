import type { ClockReport } from '../../../protocol/models/exchanges/timeline.ts';

/** Skew beyond which most peers refuse, in milliseconds. */
export const refusedBeyondMs = 300_000;

/** `machine`: most hosts say this machine is wrong; `host`: this one host and the machine differ, and nobody knows who is wrong. */
export type ClockWarning = { kind: 'machine'; skew: number } | { kind: 'host'; host: string; skew: number };

/**
 * NET-08: what is to be said before something is signed for `host`; `null` when the clocks agree well enough. Skews are milliseconds,
 * positive where this machine is behind. Only what is certain counts: the least difference the uncertainty leaves.
 */
export function clockWarning({ hosts, localSkew }: ClockReport, host: string): ClockWarning | null {
  if (localSkew !== null && Math.abs(localSkew) > refusedBeyondMs) return { kind: 'machine', skew: localSkew };
  const own = hosts.find((one) => one.host === host);
  if (own === undefined || own.skew === null || own.uncertainty === null) return null;
  return Math.abs(own.skew) - own.uncertainty > refusedBeyondMs ? { kind: 'host', host, skew: own.skew } : null;
}

/** A difference of clocks without its sign: `8 s`, `10 min`, `3 h`. */
export function formatSkew(milliseconds: number): string {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
