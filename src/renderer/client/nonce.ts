/** The nonce of this page's content security policy: style elements made at run time need it. */
export function readStyleNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}
