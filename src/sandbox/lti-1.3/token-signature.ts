import type { JsonWebKey, KeyObject } from 'node:crypto';
import { createHmac, createPublicKey } from 'node:crypto';
import { compactVerify, importJWK } from 'jose';
import type { PlatformKey } from './key-set.ts';

/** A token in its parts, nothing of it believed. */
export interface TokenParts {
  readonly token: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Null when it is no JWT in compact form whose first two parts are JSON objects. */
export function splitToken(token: string): TokenParts | null {
  const [header, claims, , ...more] = token.split('.');
  if (token.split('.').length !== 3 || more.length > 0) return null;
  const [first, second] = [readPart(header), readPart(claims)];
  return first === null || second === null ? null : { token, header: first, claims: second };
}

function readPart(part: string | undefined): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** Whether one of the keys made the token's RS256 signature (RFC 7518 §3.3). */
export async function isSignedBy(token: string, keys: readonly PlatformKey[]): Promise<boolean> {
  for (const key of keys) {
    if (key.kty !== 'RSA') continue;
    try {
      await compactVerify(token, await importJWK(key, 'RS256'), { algorithms: ['RS256'] });
      return true;
    } catch {
      // Another key may fit.
    }
  }
  return false;
}

/**
 * Whether the token's HS256 signature was made with a text that is public: what a verifier accepts that hands the platform's public
 * key to a library without saying which algorithms are allowed.
 */
export function isSignedWithPublicText(token: string, keys: readonly PlatformKey[], clientId: string): boolean {
  const mark = token.lastIndexOf('.');
  const signature = token.slice(mark + 1);
  const texts = [clientId, ...keys.flatMap(publicTexts)];
  return texts.some(
    (text) => createHmac('sha256', text).update(token.slice(0, mark)).digest('base64url') === signature,
  );
}

function publicTexts(key: PlatformKey): string[] {
  const spki = publicKey(key)?.export({ type: 'spki', format: 'pem' }).toString() ?? '';
  const { n } = key;
  return [spki, spki.trimEnd(), JSON.stringify(key), typeof n === 'string' ? n : ''].filter((text) => text !== '');
}

function publicKey(key: PlatformKey): KeyObject | null {
  const jwk: JsonWebKey = { ...key };
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return null;
  }
}
