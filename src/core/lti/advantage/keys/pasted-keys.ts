import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

const jwkSchema = z.looseObject({ kty: z.string() });
const keySetSchema = z.looseObject({ keys: z.array(z.unknown()).max(200) });
/** All that a key of these kinds has that is not public (RFC 7518 §6.2.2, §6.3.2, §6.4.1; RFC 8037 §2). */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const pemBlock = /-----BEGIN (?:RSA )?PUBLIC KEY-----[\s\S]*?-----END (?:RSA )?PUBLIC KEY-----/g;
const expected = 'a public key in PEM (-----BEGIN PUBLIC KEY-----), a JWK, or a JWK set {"keys": […]}';

/**
 * The public keys of a tool as a JWK set, whatever form they were pasted in: PEM, one JWK, or a set (RFC 7517 §4, §5). A set stays
 * the text it is. `problem` says what is wrong; a text with a private key in it is refused, since key sets are kept in clear.
 */
export function keySetFrom(pasted: string): { keySet: string } | { problem: string } {
  const text = pasted.trim();
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return { problem: `${expected}: this is a private key` };
  if (/-----BEGIN CERTIFICATE-----/.test(text)) return { problem: `${expected}: this is a certificate` };
  if (text.startsWith('-----BEGIN')) return fromPem(text);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: expected };
  }
  const set = keySetSchema.safeParse(json);
  const keys = set.success ? set.data.keys : [json];
  const jwks = keys.flatMap((key) => jwkSchema.safeParse(key).data ?? []);
  if (jwks.length === 0) return { problem: set.success ? 'a set with at least one key' : expected };
  if (jwks.some((key) => privateMembers.some((member) => member in key))) {
    return { problem: 'the public keys alone: this holds a private key' };
  }
  const unreadable = jwks.find((key) => publicKey(key) === null);
  if (unreadable !== undefined && !set.success) {
    return { problem: `${expected}: this one of the kind ${String(unreadable.kty).slice(0, 20)} is incomplete` };
  }
  return { keySet: set.success ? text : JSON.stringify({ keys: jwks }, null, 2) };
}

function fromPem(text: string): { keySet: string } | { problem: string } {
  const keys = (text.match(pemBlock) ?? []).map((block) => {
    try {
      return createPublicKey(block);
    } catch {
      return null;
    }
  });
  if (keys.length === 0 || keys.includes(null)) return { problem: expected };
  const jwks = keys.flatMap((key) => (key === null ? [] : [withUse(key)]));
  return { keySet: JSON.stringify({ keys: jwks }, null, 2) };
}

/** PEM names no `kid`: none is made up, since the tool’s tokens name another. */
function withUse(key: KeyObject): Record<string, unknown> {
  const isRsa = key.asymmetricKeyType === 'rsa';
  return { ...key.export({ format: 'jwk' }), use: 'sig', ...(isRsa ? { alg: 'RS256' } : {}) };
}

function publicKey(jwk: z.infer<typeof jwkSchema>): KeyObject | null {
  try {
    return createPublicKey({ format: 'jwk', key: jwk });
  } catch {
    return null;
  }
}
