import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a script or a subresource of a page asks, and not a navigation. Launches, returns and selections are navigations from
 * another site by design, so their Origin tells nothing; their mode does (Fetch Metadata Request Headers, §2.2 and §2.4). Where
 * a browser sends none, an Origin on a request that only reads tells a script. Clients that are no browser send neither.
 */
export function isScripted({
  method,
  headers,
}: {
  method?: string | undefined;
  headers: IncomingHttpHeaders;
}): boolean {
  if (headers['sec-fetch-site'] !== undefined) return headers['sec-fetch-mode'] !== 'navigate';
  const reads = method === 'GET' || method === 'HEAD';
  return reads && headers.origin !== undefined && headers.origin !== `http://${headers.host}`;
}

/** Whether a browser asks, by navigation or script: what only servers call is closed to every page. */
export function isFromBrowser(headers: IncomingHttpHeaders): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
}
