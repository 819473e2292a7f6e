import type { Pairs } from '../../../protocol/models/pairs.ts';
import { percentDecode, percentEncode } from './percent-encoding.ts';

/** The value of an `Authorization` header with these protocol parameters and no realm (RFC 5849 §3.5.1). */
export function authorizationHeader(parameters: Pairs): string {
  return `OAuth ${parameters.map(([name, value]) => `${percentEncode(name)}="${percentEncode(value)}"`).join(', ')}`;
}

/** Begins at the beginning of a name only: tried at each of its letters, a long one would take the square of its length. */
const parameter = /(?<![^\s=,"])([^\s=,"]+)\s*=\s*(?:"([^"]*)"|([^\s,"]*))/g;

/** The parameters of an `Authorization: OAuth` header, decoded, `realm` included; none for another scheme. */
export function parseAuthorizationHeader(value: string): Pairs {
  const match = /^\s*OAuth\s+(.*)$/is.exec(value);
  if (match?.[1] === undefined) return [];
  const pairs: Pairs = [];
  for (const [, name = '', quoted, bare = ''] of match[1].matchAll(parameter)) {
    pairs.push([percentDecode(name), percentDecode(quoted ?? bare)]);
  }
  return pairs;
}
