import { createHmac } from 'node:crypto';
import type { Pair, Reading } from './reading.ts';
import { signedPairs } from './reading.ts';

/** The HMAC-SHA1 signature this reading leads to, Base64 (RFC 5849 §3.4.2, without a token). */
export function signatureOf(reading: Reading): string {
  return createHmac('sha1', `${reading.encodeSecret(reading.secret)}&`)
    .update(baseString(reading))
    .digest('base64');
}

/** RFC 5849 §3.4.1.1, by the reading's own encoding and order. */
function baseString(reading: Reading): string {
  const { method, scheme, authority, path, encode } = reading;
  return [method, `${scheme}://${authority}${path}`, normalised(reading)].map(encode).join('&');
}

/** RFC 5849 §3.4.1.3.2. */
function normalised(reading: Reading): string {
  const { encode, order } = reading;
  const parameters = signedPairs(reading).map(([name, value]) => ({
    name,
    encoded: [encode(name), encode(value)] satisfies Pair,
    joined: `${encode(name)}=${encode(value)}`,
  }));
  const sorted = [...parameters].sort((left, right) => {
    if (order === 'joined') return compare(left.joined, right.joined);
    const byName =
      order === 'name-before-encoding' ? compare(left.name, right.name) : compare(left.encoded[0], right.encoded[0]);
    return byName || compare(left.encoded[1], right.encoded[1]);
  });
  return sorted.map(({ joined }) => joined).join('&');
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
