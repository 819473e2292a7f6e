import { createHmac } from 'node:crypto';

/** A parameter with the text that is signed for it. */
export type SignedParameter = { name: string; signedValue: string };

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
}

/** By name, in the byte order of UTF-8, as Ruby sorts (`_` after `Z` and before `a`). */
export function sortByName<P extends SignedParameter>(parameters: readonly P[]): P[] {
  return parameters.toSorted((a, b) => compareBytes(a.name, b.name));
}

/** `name=value` joined by `?`, nothing encoded (ProctorExam API, parameter `signature`). */
export function baseString(sorted: readonly SignedParameter[]): string {
  return sorted.map(({ name, signedValue }) => `${name}=${signedValue}`).join('?');
}

/** HMAC-SHA256 over the UTF-8 bytes, lower-case hex. */
export function hmacHex(secretKey: string, text: string): string {
  return createHmac('sha256', secretKey).update(text, 'utf8').digest('hex');
}
