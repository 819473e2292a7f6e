import type { Pairs } from '../../protocol/models/pairs.ts';

/** What the browser did not show, and what is known of why. `error` and `blockedReason` are Chromium's own ids. */
export type Refusal = {
  error: string;
  blockedReason: string | null;
  status: number | null;
  headers: Pairs;
  frame: 'top' | 'iframe';
};

/** Network errors a person can act on, in words. */
const networkErrors: Readonly<Record<string, string>> = {
  ERR_NAME_NOT_RESOLVED: 'The host name was not found. Check the address, or the network’s name server.',
  ERR_CONNECTION_REFUSED: 'The host refused the connection: nothing listens at this port.',
  ERR_CONNECTION_RESET: 'The host broke the connection off.',
  ERR_CONNECTION_CLOSED: 'The host closed the connection without an answer.',
  ERR_CONNECTION_TIMED_OUT: 'The host did not answer in time.',
  ERR_TIMED_OUT: 'The host did not answer in time.',
  ERR_ADDRESS_UNREACHABLE: 'There is no route to the host.',
  ERR_INTERNET_DISCONNECTED: 'This machine has no network.',
  ERR_EMPTY_RESPONSE: 'The host closed the connection without an answer.',
  ERR_INVALID_HTTP_RESPONSE: 'The answer is not HTTP.',
  ERR_INVALID_REDIRECT: 'The answer redirects to something that is not an address.',
  ERR_UNSAFE_REDIRECT: 'The answer redirects to an address browsers do not follow.',
  ERR_TOO_MANY_REDIRECTS: 'The answers redirect in a circle: the browser gave up after 20 redirects.',
  ERR_UNSAFE_PORT: 'Browsers never connect to this port.',
  ERR_SSL_PROTOCOL_ERROR: 'The host does not speak TLS at this port.',
  ERR_SSL_VERSION_OR_CIPHER_MISMATCH: 'The host offers only TLS versions or ciphers browsers no longer accept.',
  ERR_CERT_AUTHORITY_INVALID: 'The certificate is not signed by an authority this machine trusts.',
  ERR_CERT_COMMON_NAME_INVALID: 'The certificate is for another host name.',
  ERR_CERT_DATE_INVALID: 'The certificate has expired or is not valid yet.',
  ERR_CERT_REVOKED: 'The certificate has been revoked.',
  ERR_BAD_SSL_CLIENT_AUTH_CERT: 'The host asks for a client certificate.',
  ERR_SSL_CLIENT_AUTH_CERT_NEEDED: 'The host asks for a client certificate.',
  ERR_BLOCKED_BY_CLIENT: 'The launch view does not load this kind of address.',
  ERR_CONTENT_DECODING_FAILED: 'The body is not compressed in the way its headers say.',
};

/** Chromium's ids for answers that isolation headers refuse. */
const blockedReasons: Readonly<Record<string, string>> = {
  'coep-frame-resource-needs-coep-header':
    'The page around it demands Cross-Origin-Embedder-Policy, which this answer does not send.',
  'coop-sandboxed-iframe-cannot-navigate-to-coop-page':
    'The page sends Cross-Origin-Opener-Policy and cannot be shown in a sandboxed frame.',
  'corp-not-same-origin': 'The page refuses to be embedded: Cross-Origin-Resource-Policy: same-origin',
  'corp-not-same-origin-after-defaulted-to-same-origin-by-coep':
    'The page around it demands Cross-Origin-Resource-Policy, which this answer does not send.',
  'corp-not-same-site': 'The page refuses to be embedded: Cross-Origin-Resource-Policy: same-site',
  'mixed-content': 'A page loaded over https may not load this one over http.',
  csp: 'The Content-Security-Policy of the page that asked does not allow it.',
};

/** Why a hop did not become a page, in words that name the header or condition to change. */
export function refusalReason(refusal: Refusal): string {
  const error = refusal.error.replace(/^net::/, '');
  if (error === 'ERR_BLOCKED_BY_RESPONSE') return blockedByResponse(refusal);
  if (error === 'ERR_ABORTED') return aborted(refusal);
  const blocked = refusal.blockedReason === null ? undefined : blockedReasons[refusal.blockedReason];
  return blocked ?? networkErrors[error] ?? `The browser could not load it: ${error}`;
}

/** `frame-ancestors` makes browsers ignore `X-Frame-Options` (CSP Level 3 §6.4.2), so it is looked for first. */
function blockedByResponse({ frame, headers, blockedReason }: Refusal): string {
  if (frame === 'iframe') {
    const ancestors = headerValues(headers, 'content-security-policy')
      .flatMap((value) => value.split(/[;,]/))
      .map((directive) => directive.trim())
      .find((directive) => /^frame-ancestors(\s|$)/i.test(directive));
    if (ancestors !== undefined) return `The page refuses to be framed: Content-Security-Policy: ${ancestors}`;
    const options = headerValues(headers, 'x-frame-options');
    if (options.length > 0) return `The page refuses to be framed: X-Frame-Options: ${options.join(', ')}`;
  }
  const known = blockedReason === null ? undefined : blockedReasons[blockedReason];
  return known ?? 'The answer’s own security headers do not allow it to be shown here.';
}

function aborted({ status, headers }: Refusal): string {
  if (status === 204 || status === 205) return `The answer has no content (${status}), so there is no page to show.`;
  if (headerValues(headers, 'content-disposition').some((value) => /^attachment/i.test(value.trim()))) {
    return 'The answer is a download. The launch view saves no files.';
  }
  if (status !== null) return 'The answer is not a page a browser shows, or the page went on before it was shown.';
  return 'The page went on to another address, or the launch was stopped, before this answer arrived.';
}

/** A window the page tried to open. */
export const popupReason =
  'The page tried to open a new window. The launch view opens none; many LMSs and browsers block it too.';

function headerValues(headers: Pairs, name: string): string[] {
  return headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}
