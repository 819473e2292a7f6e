import type { Exchange, Hop, Timing } from '../../../protocol/models/exchanges/exchange.ts';
import type { Pairs } from '../../../protocol/models/pairs.ts';
import { cookieAttributes } from '../../diagnosis/timeline/set-cookie.ts';

/** One hop as an entry of an HTTP Archive. What is not known is -1 or empty, as the format has it. */
export function harEntry(hop: Hop, exchange: Exchange, pageref: string) {
  const timings = harTimings(hop.timing);
  const { send, wait, receive, blocked, dns, connect } = timings;
  return {
    pageref,
    startedDateTime: new Date(hop.startedAt).toISOString(),
    // TLS is part of `connect` in HAR, so it is not counted twice.
    time: [send, wait, receive, blocked, dns, connect].reduce((sum, ms) => sum + Math.max(0, ms), 0),
    request: harRequest(hop, exchange),
    response: harResponse(hop),
    cache: {},
    timings,
    ...serverAddress(hop.remoteAddress),
    _countersign: {
      index: hop.index,
      frame: hop.frame,
      parent: hop.parent,
      cause: hop.cause,
      cookies: hop.cookies,
      withheldCookies: hop.withheldCookies,
      failure: hop.failure,
      tls: hop.tls,
    },
  };
}

function harTimings(timing: Timing | null) {
  const phase = (ms: number | null | undefined) => ms ?? -1;
  const connect = timing?.connect ?? null;
  return {
    blocked: -1,
    dns: phase(timing?.dns),
    connect: connect === null ? -1 : connect + (timing?.tls ?? 0),
    ssl: phase(timing?.tls),
    send: timing?.send ?? 0,
    wait: timing?.wait ?? 0,
    receive: timing?.receive ?? 0,
  };
}

function harRequest(hop: Hop, exchange: Exchange) {
  const posted = carriesRequest(hop, exchange.hops) ? postData(exchange) : null;
  return {
    method: hop.method,
    url: hop.url.split('#', 1)[0] ?? hop.url,
    httpVersion: httpVersion(hop),
    cookies: sentCookies(hop),
    headers: named(hop.requestHeaders),
    queryString: [...new URLSearchParams(URL.parse(hop.url)?.search ?? '')].map(([name, value]) => ({ name, value })),
    ...(posted === null ? {} : { postData: posted }),
    headersSize: -1,
    bodySize: posted === null ? 0 : -1,
  };
}

/** The first hop, and those a redirect with 307 or 308 made it send again. */
function carriesRequest(hop: Hop, hops: readonly Hop[]): boolean {
  if (hop.index === 0) return true;
  const from = hop.cause.kind === 'redirect' ? hops.find(({ index }) => index === hop.cause.from) : undefined;
  if (from === undefined || from.index >= hop.index || (from.status !== 307 && from.status !== 308)) return false;
  return carriesRequest(from, hops);
}

function postData({ request }: Exchange) {
  const mimeType = request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  if (request.fields.length > 0) {
    const params = request.fields.map(([name, value]) => ({ name, value }));
    return { mimeType: mimeType ?? 'application/x-www-form-urlencoded', params };
  }
  return request.body === null ? null : { mimeType: mimeType ?? '', text: request.body };
}

function harResponse(hop: Hop) {
  const { body } = hop;
  return {
    status: hop.status ?? 0,
    statusText: hop.statusText,
    httpVersion: httpVersion(hop),
    cookies: hop.cookies.map(({ name, line, stored, blocked }) => responseCookie(name, line, stored, blocked)),
    headers: named(hop.responseHeaders),
    content: {
      size: body?.size ?? 0,
      mimeType: body?.contentType ?? '',
      ...(body === null || body.kind !== 'text' ? {} : { text: body.text }),
      ...(body?.truncated === true ? { comment: 'Only the beginning of the body is here.' } : {}),
    },
    redirectURL: hop.location ?? '',
    headersSize: -1,
    bodySize: -1,
  };
}

function responseCookie(name: string, line: string, stored: boolean, blocked: readonly string[]) {
  const { path, domain, httpOnly, secure, expires, maxAge, sameSite, partitioned } = cookieAttributes(line);
  const end = Date.parse(expires ?? '');
  return {
    name,
    value: /^[^=;]*=([^;]*)/.exec(line)?.[1]?.trim() ?? '',
    ...(path === null ? {} : { path }),
    ...(domain === null ? {} : { domain }),
    ...(Number.isNaN(end) ? {} : { expires: new Date(end).toISOString() }),
    httpOnly,
    secure,
    _sameSite: sameSite,
    _partitioned: partitioned,
    _maxAge: maxAge,
    _stored: stored,
    _blocked: blocked,
  };
}

/** From the Cookie header, whose values are masked; their names alone where the header was not seen. */
function sentCookies({ requestHeaders, sentCookies: names }: Hop) {
  const header = requestHeaders.find(([name]) => name.toLowerCase() === 'cookie')?.[1];
  if (header === undefined) return (names ?? []).map((name) => ({ name, value: '' }));
  return header.split(';').map((pair) => {
    const [name = '', ...value] = pair.trim().split('=');
    return { name, value: value.join('=') };
  });
}

/** HTTP Archives of browsers say `http/2.0` for what the protocol calls `h2`. */
function httpVersion({ protocol }: Hop): string {
  return protocol === null ? '' : protocol === 'h2' ? 'http/2.0' : protocol;
}

function serverAddress(address: string | null) {
  const parts = address === null ? null : /^(.*):(\d+)$/.exec(address);
  return parts === null ? {} : { serverIPAddress: (parts[1] ?? '').replace(/^\[|\]$/g, ''), connection: parts[2] };
}

function named(pairs: Pairs) {
  return pairs.map(([name, value]) => ({ name, value }));
}
