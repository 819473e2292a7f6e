/**
 * The base string URI (RFC 5849 §3.4.1.2): scheme and host in lower case, the port only where it is not the scheme's own, the
 * path as it goes on the wire (`/` when empty), no query, no fragment.
 */
export function baseUri(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}
