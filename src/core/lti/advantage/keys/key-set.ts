import { compactVerify, importJWK, type JWK } from 'jose';
import { z } from 'zod';

const jwkSchema = z.looseObject({
  kty: z.string(),
  kid: z.string().optional(),
  use: z.string().optional(),
  alg: z.string().optional(),
  n: z.string().optional(),
  e: z.string().optional(),
  crv: z.string().optional(),
  x: z.string().optional(),
  y: z.string().optional(),
});
const keyMaterial = ['kty', 'n', 'e', 'crv', 'x', 'y'];
const keySetSchema = z.looseObject({ keys: z.array(z.unknown()).max(200) });

/** The public keys of a platform (RFC 7517 §5). */
export type KeySet = { keys: readonly JWK[] /** Members that are no keys. */; unreadable: number };

/** A key set, or why the text is none. Unlike a verifier it tells a single key and a page of HTML apart. */
export function readKeySet(text: string): KeySet | { problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return {
      problem: /^\s*</.test(text) ? 'It is a page of HTML, not JSON.' : 'It is not JSON.',
    };
  }
  const set = keySetSchema.safeParse(json);
  if (!set.success) {
    return {
      problem: jwkSchema.safeParse(json).success
        ? 'It is a single key; a key set holds it in a list called "keys".'
        : 'It has no list called "keys".',
    };
  }
  const keys = set.data.keys.flatMap((key) => {
    const parsed = jwkSchema.safeParse(key);
    return parsed.success && parsed.data.kty !== 'oct' ? [parsed.data] : [];
  });
  return { keys, unreadable: set.data.keys.length - keys.length };
}

/** Signature algorithms with public keys: those a token of a platform may have (Security Framework 1.0 §5.1.3). */
export const asymmetricAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];

/** The set as JSON with what is public of its keys alone, whatever else was published with them (RFC 7518 §6). */
export function publicKeySetText(keys: readonly JWK[]): string {
  const names = ['kid', 'use', 'alg', ...keyMaterial];
  const only = (key: JWK) => Object.fromEntries(Object.entries(key).filter(([name]) => names.includes(name)));
  return JSON.stringify({ keys: keys.map(only) }, null, 2);
}

/** Whether one key reproduces the signature of a compact token. A key that does not fit the algorithm does not. */
export async function verifiesWith(token: string, key: JWK, alg: string): Promise<boolean> {
  if (!asymmetricAlgorithms.includes(alg)) return false;
  try {
    await compactVerify(token, await importJWK(publicPart(key), alg), { algorithms: [alg] });
    return true;
  } catch {
    return false;
  }
}

/** Without `alg`, `use` and `key_ops`: what a platform says of its key is judged apart from what the key can do. */
function publicPart(key: JWK): JWK {
  return Object.fromEntries(Object.entries(key).filter(([name]) => keyMaterial.includes(name)));
}

/** The key with the token's kid, and the first of all that verifies it. */
export type KeyMatch = { byKid: JWK | null; verifies: JWK | null };

/** Tries the key with the given kid, then every other: a rotated or misnamed key is told from a wrong signature. */
export async function matchKey(
  token: string,
  keys: readonly JWK[],
  kid: string | null,
  alg: string,
): Promise<KeyMatch> {
  const named = kid === null ? [] : keys.filter((key) => key.kid === kid);
  for (const key of [...named, ...keys.filter((key) => !named.includes(key))]) {
    if (await verifiesWith(token, key, alg)) return { byKid: named[0] ?? null, verifies: key };
  }
  return { byKid: named[0] ?? null, verifies: null };
}
