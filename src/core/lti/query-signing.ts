import type { Pairs } from '../../protocol/models/pairs.ts';
import type { SignedRequest } from '../../protocol/models/signing.ts';
import { parseForm } from '../signing/form-encoding.ts';

/** A launch as the legacy signer of Canvas sees it: what to sign, and how to send it afterwards. */
export type LegacyLaunch = { url: string; params: Pairs; send(signed: SignedRequest): SignedRequest };

/**
 * Canvas's legacy way with a launch URL that has a query: its parameters are copied into the form and signed once, for a URL
 * without them, and the form is then posted to the URL with its query. RFC 5849 §3.4.1.3.1 would count them twice. A name
 * that the form has already is not copied.
 */
export function legacyQueryLaunch(url: string, params: Pairs): LegacyLaunch {
  const start = url.indexOf('?');
  if (start === -1) return { url, params, send: (signed) => signed };
  const names = new Set(params.map(([name]) => name));
  const copied = parseForm(url.slice(start + 1)).filter(([name]) => !names.has(name));
  return {
    url: url.slice(0, start),
    params: [...params, ...copied],
    send: (signed) => ({ ...signed, url }),
  };
}
