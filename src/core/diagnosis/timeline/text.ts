import type { Timeline, TimelineCookie, TimelineHop } from '../../../protocol/models/exchanges/timeline.ts';
import { cookieReasonText } from './cookie-reasons.ts';

/** A timeline as plain text: a verdict line, then one paragraph per hop, cookies, findings and clocks. */
export function timelineText(timeline: Omit<Timeline, 'text'>): string {
  const { hops, findings, cookies, observations, clock } = timeline;
  const part = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', title, ...lines]);
  return [
    headline(timeline),
    ...part('Hops', hops.flatMap(hopLines)),
    ...part('Cookies', cookies.map(cookieLine)),
    ...part(
      'Findings',
      findings.map(({ severity, ticket, hop }) => `${severity}${hop === null ? '' : `, hop ${hop + 1}`}: ${ticket}`),
    ),
    ...part(
      'Seen besides',
      observations.map(({ offset, summary }) => `+${Math.round(offset)} ms ${summary}`),
    ),
    ...part(
      'Clocks',
      clock.hosts.map(({ detail }) => detail),
    ),
  ].join('\n');
}

function headline({ hops, mode, duration, framingOrigin, firstWrongHop }: Omit<Timeline, 'text'>): string {
  const where =
    mode === 'iframe'
      ? ` in a frame${framingOrigin === null ? '' : ` of ${framingOrigin}`}`
      : mode === 'window'
        ? ' in a window'
        : '';
  const wrong =
    firstWrongHop === null ? 'Nothing went wrong.' : `The first that went wrong is hop ${firstWrongHop + 1}.`;
  return `${hops.length} ${hops.length === 1 ? 'hop' : 'hops'}${where}, ${Math.round(duration)} ms. ${wrong}`;
}

function hopLines(hop: TimelineHop): string[] {
  const took = hop.duration === null ? 'no end yet' : `${Math.round(hop.duration)} ms`;
  const phases = hop.phases.map(({ phase, duration }) => `${phase} ${Math.round(duration)}`).join(', ');
  const detail = [
    `at ${Math.round(hop.offset)} ms, took ${took}${phases === '' ? '' : ` (${phases})`}`,
    ...(hop.location === null ? [] : [`leads to ${hop.location}`]),
    ...(hop.framing.lines.length === 0 ? [] : [hop.framing.detail]),
    ...names('sets', hop.cookiesSet),
    ...names('sets in vain', hop.cookiesBlocked),
    ...names('sends', hop.cookiesSent ?? []),
    ...names('holds back', hop.cookiesWithheld),
  ];
  return [`${hop.index + 1}. [${hop.tone}] ${hop.summary}`, ...detail.map((line) => `   ${line}`)];
}

function names(what: string, cookies: readonly string[]): string[] {
  return cookies.length === 0 ? [] : [`${what}: ${cookies.join(', ')}`];
}

function cookieLine({ name, hop, host, outcome, blocked, attributes, sentOn, missingOn }: TimelineCookie): string {
  const { sameSite, secure, httpOnly, partitioned, domain, path, maxAge } = attributes;
  const flags = [
    `SameSite ${sameSite ?? 'not named'}`,
    ...(secure ? ['Secure'] : []),
    ...(httpOnly ? ['HttpOnly'] : []),
    ...(partitioned ? ['Partitioned'] : []),
    ...(domain === null ? [] : [`Domain ${domain}`]),
    ...(path === null ? [] : [`Path ${path}`]),
    ...(maxAge === null ? [] : [`Max-Age ${maxAge}`]),
  ].join(', ');
  const fate = outcome === 'blocked' ? `blocked: ${cookieReasonText(blocked)}` : outcome;
  const on = (word: string, list: readonly number[]) =>
    list.length === 0 ? '' : `; ${word} hop ${list.map((index) => index + 1).join(', ')}`;
  return `${name} of ${host}, set by hop ${hop + 1} (${flags}): ${fate}${on('sent with', sentOn)}${on('missing from', missingOn)}`;
}
