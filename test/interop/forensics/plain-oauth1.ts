import { createHmac } from 'node:crypto';

/** OAuth 1.0 signing in plain code, with every rule open to be broken; shares nothing with the code under test. */
export type Rules = {
  method: string;
  uri: string;
  pairs: readonly [string, string][];
  key: string;
  hash: 'sha1' | 'sha256' | 'sha512';
  encode: (text: string) => string;
  compare: ((a: string[], b: string[]) => number) | null;
};

export function rfc3986(text: string): string {
  let out = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const character = String.fromCharCode(byte);
    out += /[A-Za-z0-9\-._~]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

function before(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export const byNameThenValue = (a: string[], b: string[]): number =>
  before(a[0] ?? '', b[0] ?? '') || before(a[1] ?? '', b[1] ?? '');
export const byJoinedText = (a: string[], b: string[]): number => before(a.join('='), b.join('='));

/** The Base64 signature by the given rules. */
export function plainSignature({ method, uri, pairs, key, hash, encode, compare }: Rules): string {
  const encoded = pairs.map(([name, value]) => [encode(name), encode(value)]);
  if (compare !== null) encoded.sort(compare);
  const text = [method, uri, encoded.map((pair) => pair.join('=')).join('&')].map(rfc3986).join('&');
  return createHmac(hash, key).update(text).digest('base64');
}
