import type { CookieObservation, Hop, Timing, Tls } from '../../protocol/models/exchanges/exchange.ts';
import type { HopCause, WithheldCookie } from '../../protocol/models/exchanges/observation.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { parseUrl } from '../url.ts';
import type { CdpResponse, CdpTiming, RequestExtraInfo, RequestWillBeSent, ResponseExtraInfo } from './cdp.ts';
import { refusalReason } from './reasons.ts';
import { asksForPartition } from './third-party/cookie-lines.ts';

/** All that has been seen of one request and its answer so far. */
export type Sighting = {
  index: number;
  frame: 'top' | 'iframe';
  cause: HopCause;
  /** Index of the hop whose page holds the frame. */
  parent: number | null;
  sent: RequestWillBeSent;
  requestExtra: RequestExtraInfo | null;
  response: CdpResponse | null;
  responseExtra: ResponseExtraInfo | null;
  /** Seconds on the same clock as `sent.timestamp`. */
  endedAt: number | null;
  failure: { error: string; blockedReason: string | null } | null;
  /** Its cookies are a third party's and third-party cookies are off: only partitioned ones count. */
  refusesCookies: boolean;
  body: Hop['body'];
};

/**
 * The hop a sighting amounts to. The "extra info" events hold what went over the wire (raw headers, cookies); the plain events
 * hold a filtered view and stand in until those arrive.
 */
export function hopOf(sighting: Sighting): Hop {
  const { index, frame, cause, parent, sent, requestExtra, response, responseExtra, failure, body } = sighting;
  const { refusesCookies } = sighting;
  const url = sent.request.url + (sent.request.urlFragment ?? '');
  const responseHeaders = pairs(responseExtra?.headers ?? response?.headers ?? {});
  const associated = associatedCookies(requestExtra, refusesCookies);
  const status = responseExtra?.statusCode ?? response?.status ?? null;
  return {
    index,
    frame,
    cause,
    parent,
    method: sent.request.method,
    url,
    requestHeaders: pairs(requestExtra?.headers ?? sent.request.headers),
    sentCookies: requestExtra === null ? null : sentCookies(associated),
    withheldCookies: withheldCookies(associated),
    startedAt: Math.round(sent.wallTime * 1000),
    status,
    statusText: response?.statusText ?? '',
    responseHeaders,
    location: locationOf(status, responseHeaders, url),
    cookies: responseExtra === null ? [] : cookies(responseHeaders, responseExtra, refusesCookies),
    timing: response?.timing === undefined ? null : timingOf(response.timing, sighting.endedAt),
    protocol: response?.protocol ?? null,
    tls: tlsOf(response),
    remoteAddress: response?.remoteIPAddress ? `${response.remoteIPAddress}:${response.remotePort ?? ''}` : null,
    failure:
      failure === null
        ? null
        : { error: failure.error, reason: refusalReason({ ...failure, status, headers: responseHeaders, frame }) },
    body,
  };
}

/** One pair per header line: the protocol joins lines of the same name with a line feed. */
function pairs(headers: Readonly<Record<string, string>>): Pairs {
  return Object.entries(headers).flatMap(([name, value]) =>
    value.split('\n').map((line): [string, string] => [name, line]),
  );
}

type AssociatedCookie = { name: string; blockedReasons: string[] };

/** The browser's own id for cookies that its user's settings refuse (Network.CookieBlockedReason). */
const switchedOff = 'UserPreferences';

/** The browser counts what the network stack takes away after it has chosen the cookies as sent: see `refuseThirdPartyCookies`. */
function associatedCookies(extra: RequestExtraInfo | null, refusesCookies: boolean): AssociatedCookie[] {
  return (extra?.associatedCookies ?? []).map(({ blockedReasons, cookie: { name, partitionKey } }) => {
    const isRefused = refusesCookies && partitionKey == null && blockedReasons.length === 0;
    return { name, blockedReasons: isRefused ? [switchedOff] : blockedReasons };
  });
}

function sentCookies(associated: readonly AssociatedCookie[]): string[] {
  return associated.filter(({ blockedReasons }) => blockedReasons.length === 0).map(({ name }) => name);
}

/** Cookies of other paths and domains are none of the request's business, so the browser held nothing back. */
function withheldCookies(associated: readonly AssociatedCookie[]): WithheldCookie[] {
  return associated
    .filter(({ blockedReasons }) => blockedReasons.some((reason) => !elsewhere.has(reason)))
    .map(({ blockedReasons, name }) => ({ name, blocked: blockedReasons }));
}

const elsewhere: ReadonlySet<string> = new Set(['NotOnPath', 'DomainMismatch']);

/** Only 3xx answers redirect; a Location elsewhere (201) is information. */
function locationOf(status: number | null, headers: Pairs, base: string): string | null {
  if (status === null || status < 300 || status > 399) return null;
  const value = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  return value === undefined ? null : (parseUrl(value, base)?.href ?? null);
}

function cookies(headers: Pairs, { blockedCookies }: ResponseExtraInfo, refusesCookies: boolean): CookieObservation[] {
  const lines = headers.filter(([name]) => name.toLowerCase() === 'set-cookie').map(([, line]) => line);
  return lines.map((line) => {
    const blocked = blockedCookies
      .filter(({ cookieLine }) => cookieLine === line)
      .flatMap((each) => each.blockedReasons);
    if (refusesCookies && blocked.length === 0 && !asksForPartition(line)) blocked.push(switchedOff);
    return { name: line.split(/[=;]/, 1)[0]?.trim() ?? '', line, stored: blocked.length === 0, blocked };
  });
}

function timingOf(timing: CdpTiming, endedAt: number | null): Timing {
  const phase = (start: number, end: number) => (start < 0 || end < 0 ? null : round(end - start));
  const headersAt = timing.receiveHeadersEnd;
  const end = endedAt === null ? headersAt : Math.max(headersAt, (endedAt - timing.requestTime) * 1000);
  return {
    dns: phase(timing.dnsStart, timing.dnsEnd),
    connect: phase(timing.connectStart, timing.sslStart < 0 ? timing.connectEnd : timing.sslStart),
    tls: phase(timing.sslStart, timing.sslEnd),
    send: phase(timing.sendStart, timing.sendEnd),
    wait: phase(timing.sendEnd, headersAt),
    receive: endedAt === null ? null : round(end - headersAt),
    total: round(end),
  };
}

/** To microseconds: beyond that the protocol's floating point shows. */
function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

function tlsOf(response: CdpResponse | null): Tls | null {
  const details = response?.securityDetails;
  if (details === undefined) return null;
  return {
    protocol: details.protocol,
    cipher: details.cipher,
    subject: details.subjectName,
    issuer: details.issuer,
    validFrom: new Date(details.validFrom * 1000).toISOString(),
    validTo: new Date(details.validTo * 1000).toISOString(),
  };
}
