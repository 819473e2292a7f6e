import { createHmac } from 'node:crypto';
import type { Parameters } from './parameters.ts';
import { rubyToS } from './ruby-value.ts';

/**
 * The string the platform signs: every parameter but `signature`, path ids included, ordered by the bytes of its
 * name, written `name=value` with the raw value and joined by `?` ("Do not use encoding scheme on the values").
 */
export function signatureBase(parameters: Parameters): string {
  return [...parameters]
    .filter(([name]) => name !== 'signature')
    .map(([name, value]) => ({ bytes: Buffer.from(name, 'utf8'), pair: `${name}=${rubyToS(value)}` }))
    .sort((left, right) => Buffer.compare(left.bytes, right.bytes))
    .map(({ pair }) => pair)
    .join('?');
}

/** HMAC-SHA256 of the base string under the user's secret key, in lower-case hexadecimal. */
export function expectedSignature(parameters: Parameters, secretKey: string): string {
  return createHmac('sha256', Buffer.from(secretKey, 'utf8')).update(signatureBase(parameters), 'utf8').digest('hex');
}
