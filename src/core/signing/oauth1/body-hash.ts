import { createHash } from 'node:crypto';
import type { OAuth1SignatureMethod } from '../../../protocol/models/signing.ts';
import { methodKind } from './signature-methods.ts';

/**
 * `oauth_body_hash` of a body that is not a form (OAuth Request Body Hash 1.0 draft §3.2): base64 of the plain, unkeyed hash
 * of the UTF-8 bytes, with the hash of the signature method. An empty body has the hash of nothing. `null` for PLAINTEXT,
 * where a hash nobody signs proves nothing.
 */
export function bodyHash(method: OAuth1SignatureMethod, body: string): string | null {
  const chosen = methodKind(method);
  return chosen.kind === 'plaintext' ? null : createHash(chosen.hash).update(body, 'utf8').digest('base64');
}
