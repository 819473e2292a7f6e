import { redirectRefused } from '../../../protocol/launch-proof.ts';
import type { Hop } from '../../../protocol/models/exchanges/exchange.ts';
import { isTlsCode } from '../../http/index.ts';

/** What kept a hop from showing, as far as a check of its own speaks of it. */
export type FailureKind = 'encryption' | 'frame-refused' | 'redirect-circle' | 'redirect-refused' | 'pop-up' | 'other';

/** The kind of a failure, whichever recorder named it: the browser (`net::ERR_…`) or the HTTP client (codes of the system and of OpenSSL). */
export function failureKind({ error }: NonNullable<Hop['failure']>): FailureKind {
  if (/ERR_(CERT|SSL|BAD_SSL)/.test(error) || isTlsCode(error)) return 'encryption';
  if (/ERR_BLOCKED_BY_RESPONSE|^blocked-by-response$/.test(error)) return 'frame-refused';
  if (/ERR_TOO_MANY_REDIRECTS|too-many-redirects$/.test(error)) return 'redirect-circle';
  if (error === redirectRefused) return 'redirect-refused';
  return error.includes('popup-blocked') ? 'pop-up' : 'other';
}

/** Whether a certificate was refused for who issued it: a private authority, a missing intermediate, a proxy that looks inside. */
export function isUnknownAuthority({ error }: NonNullable<Hop['failure']>): boolean {
  return /AUTHORITY_INVALID|^UNABLE_TO_|SELF_SIGNED_CERT/.test(error);
}
