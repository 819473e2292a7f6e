import type { Exchange, Hop } from '../../../../protocol/models/exchanges/exchange.ts';
import type {
  ClockReport,
  Framing,
  TimelineCookie,
  TimelineFinding,
} from '../../../../protocol/models/exchanges/timeline.ts';
import { type CheckDraft, finding } from '../../checks/check.ts';

/** What the checks of the network look at. */
export type NetworkCase = {
  exchange: Exchange;
  hops: readonly Hop[];
  /** By hop index. */
  framings: ReadonlyMap<number, Framing>;
  framingOrigin: string | null;
  cookies: readonly TimelineCookie[];
  clock: ClockReport;
};

export type NetworkCheck = (seen: NetworkCase) => TimelineFinding[];

/** A finding about a hop, with its line for a ticket. */
export function hopFinding(hop: number | null, draft: CheckDraft): TimelineFinding {
  return { ...finding(draft), hop };
}

/** Whether the launch came to a page that works: the last hop of the launch's own frame answered below 400 and showed. */
export function endsWell({ hops }: NetworkCase): boolean {
  const own = hops.filter(({ parent, cause }) => parent === null && cause.kind !== 'popup');
  const last = own.at(-1);
  return last !== undefined && last.failure === null && last.status !== null && last.status < 400;
}

/** `Hop 2 (POST https://tool.example/launch)`: counted from 1, as people do. */
export function hopName({ index, method, url }: Hop): string {
  return `Hop ${index + 1} (${method} ${url.split(/[?#]/, 1)[0]?.slice(0, 120) ?? ''})`;
}
