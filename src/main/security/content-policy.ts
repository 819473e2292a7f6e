/** Text in `index.html` that stands for the nonce of one page load. */
export const noncePlaceholder = '__CSP_NONCE__';

/** Path of the script below, loaded before any other. */
export const trustedTypesPath = '/trusted-types.js';

/**
 * The page's only Trusted Types policy. Libraries set style sheets through `innerHTML`, so text without markup passes;
 * anything with a tag, and every script text or script address, is refused.
 */
export const trustedTypesScript = `window.trustedTypes?.createPolicy('default', {
  createHTML: (text) => (text.includes('<') ? null : text),
});
`;

/** Content Security Policy of the app's pages. Style elements need the load's nonce; style attributes are free. */
export function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'none'",
    "worker-src 'none'",
    "object-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}

/** Response headers of every answer of the app's scheme. */
export function securityHeaders(nonce: string): Record<string, string> {
  return {
    'content-security-policy': contentPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };
}

/** The page as sent: with this load's nonce, and the Trusted Types policy before the first script. */
export function preparePage(html: string, nonce: string): string {
  return html
    .replaceAll(noncePlaceholder, nonce)
    .replace(/<head(\s[^>]*)?>/, (head) => `${head}<script src="${trustedTypesPath}"></script>`);
}
