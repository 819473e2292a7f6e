import type { Exchange, Hop } from '../../../protocol/models/exchanges/exchange.ts';
import type { Framing, Timeline, TimelineFinding } from '../../../protocol/models/exchanges/timeline.ts';
import { originOf } from './address.ts';
import { checkNetwork } from './checks/index.ts';
import { clockReport } from './clock.ts';
import { cookieTable } from './cookies.ts';
import { framingOf } from './framing.ts';
import { timelineHop } from './hops.ts';
import { timelineObservations } from './observations.ts';
import { timelineText } from './text.ts';

export { compareTimelines } from './compare.ts';

export type TimelineOptions = {
  /** Origin of the LMS the launch is to be framed by, in place of the one it was framed by when it was recorded. */
  framingOrigin?: string | undefined;
};

/** The timeline of an exchange, from its record alone: pure, so the same record gives the same timeline. */
export function timelineOf(exchange: Exchange, { framingOrigin: chosen }: TimelineOptions = {}): Timeline {
  const hops = exchange.hops.toSorted((a, b) => a.index - b.index);
  const framingOrigin = (chosen === undefined ? null : originOf(chosen)) ?? observedFraming(exchange, hops);
  const framings = new Map(
    hops.map((hop): [number, Framing] => [hop.index, framingOf(hop, ancestorsOf(hop, hops, framingOrigin))]),
  );
  const cookies = cookieTable(hops);
  const clock = clockReport(hops);
  const findings = checkNetwork({ exchange, hops, framings, framingOrigin, cookies, clock });
  const startedAt = hops[0]?.startedAt ?? exchange.startedAt;
  const shown = hops.map((hop) => {
    const framing = framings.get(hop.index) ?? framingOf(hop, []);
    return timelineHop(
      hop,
      hops,
      framing,
      findings.filter((finding) => finding.hop === hop.index),
    );
  });
  const timeline = {
    exchangeId: exchange.id,
    mode: exchange.launchMode,
    startedAt,
    duration: Math.max(0, ...shown.map(({ offset, duration }) => offset + (duration ?? 0))),
    framingOrigin,
    hops: shown,
    observations: timelineObservations(exchange.observations, startedAt),
    cookies,
    clock,
    findings,
    firstWrongHop: firstWrong(findings),
  };
  return { ...timeline, text: timelineText(timeline) };
}

/** Where the form came from, as the browser told the tool: the page that framed the launch. */
function observedFraming({ launchMode }: Exchange, hops: readonly Hop[]): string | null {
  if (launchMode !== 'iframe') return null;
  const said = (name: string) => hops[0]?.requestHeaders.find(([key]) => key.toLowerCase() === name)?.[1];
  return originOf(said('origin') ?? said('referer') ?? '');
}

/** Origins of the pages around a hop, nearest first. */
function ancestorsOf(hop: Hop, hops: readonly Hop[], framingOrigin: string | null): string[] {
  const outermost = framingOrigin === null ? [] : [framingOrigin];
  const origins: string[] = [];
  let parent = hop.parent;
  while (parent !== null && origins.length < hops.length) {
    const around = hops.find(({ index }) => index === parent);
    if (around === undefined) break;
    origins.push(...[originOf(around.url)].filter((origin) => origin !== null));
    parent = around.parent;
  }
  return [...origins, ...outermost];
}

/** The first hop with an error, else the first with a warning. */
function firstWrong(findings: readonly TimelineFinding[]): number | null {
  for (const severity of ['error', 'warning']) {
    const hops = findings.flatMap((finding) =>
      finding.severity === severity && finding.hop !== null ? [finding.hop] : [],
    );
    if (hops.length > 0) return Math.min(...hops);
  }
  return null;
}
