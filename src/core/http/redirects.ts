import type { Pairs } from '../../protocol/models/pairs.ts';
import type { HttpOptions, HttpRequest } from '../ports.ts';

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const bodyHeaders = new Set([
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-type',
  'transfer-encoding',
]);
const originBoundHeaders = ['authorization', 'proxy-authorization', 'cookie'] as const;

/** Names of the headers a redirect leaves out, as they were written. */
export function droppedNames({ headers }: Pick<HttpRequest, 'headers'>, dropHeaders: readonly string[]): string[] {
  const dropped = new Set(dropHeaders.map((name) => name.toLowerCase()));
  return [...new Set(headers.map(([name]) => name).filter((name) => dropped.has(name.toLowerCase())))];
}

/** The target of a redirect: resolved against the URL that answered. */
export type RedirectTarget = { kind: 'none' } | { kind: 'invalid'; value: string } | { kind: 'url'; url: URL };

/** Reads where a response redirects to (RFC 9110 §10.2.2, §15.4); a missing fragment is inherited from `from`. */
export function redirectTarget(status: number, location: string | undefined, from: URL): RedirectTarget {
  if (!redirectStatuses.has(status) || location === undefined) return { kind: 'none' };
  if (!URL.canParse(location, from.href)) return { kind: 'invalid', value: location };
  const url = new URL(location, from);
  if (url.hash === '') url.hash = from.hash;
  return { kind: 'url', url };
}

/**
 * The request a client makes after a redirect, as the Fetch standard has it (HTTP-redirect fetch): 301 and 302 turn POST
 * into GET, 303 turns everything but HEAD into GET, 307 and 308 keep method and body.
 */
export function redirectedRequest(
  request: HttpRequest,
  status: number,
  from: URL,
  to: URL,
  dropHeaders: readonly string[],
): HttpRequest {
  const toGet = turnsIntoGet(request.method, status);
  const dropped = new Set(dropHeaders.map((name) => name.toLowerCase()));
  // The name of the old host would reach the wrong virtual host of the new one.
  if (to.host !== from.host) dropped.add('host');
  const headers: Pairs = request.headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return !dropped.has(lower) && !(toGet && bodyHeaders.has(lower));
  });
  return {
    method: toGet ? 'GET' : request.method,
    url: to.href,
    headers,
    body: toGet ? null : request.body,
  };
}

function turnsIntoGet(method: string, status: number): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD';
  return (status === 301 || status === 302) && method === 'POST';
}

/**
 * Whether to follow, and which headers to leave out. Without a word from the caller credentials stay with their origin;
 * a caller's own list replaces that rule.
 */
export function redirectPermission(
  request: HttpRequest,
  status: number,
  from: URL,
  to: URL,
  allowRedirect: HttpOptions['allowRedirect'],
): { follow: boolean; dropHeaders: readonly string[] } {
  const keepsBody = request.body !== null && !turnsIntoGet(request.method, status);
  const answer = allowRedirect === undefined ? true : allowRedirect(from, to, keepsBody);
  if (typeof answer === 'object') return { follow: true, dropHeaders: answer.dropHeaders };
  return { follow: answer, dropHeaders: from.origin === to.origin ? [] : originBoundHeaders };
}
