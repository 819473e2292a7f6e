import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import type { SecretStrength } from '../../../protocol/models/vault/credential-details.ts';

/** NIST SP 800-131A Rev. 2 §3 and §10: keys that sign need 112 bits of security. */
const leastBits = 112;
/** RSA moduli from here on have 112 bits of security (NIST SP 800-57 Part 1 Rev. 5 §5.6.1.1). */
const leastModulus = 2048;

/** Characters a text may be drawn from, the narrowest first: how many there are, and what holds no other. */
const alphabets: readonly [size: number, only: RegExp][] = [
  [10, /^[0-9]*$/],
  [16, /^(?:[0-9a-f]*|[0-9A-F]*)$/],
  [26, /^(?:[a-z]*|[A-Z]*)$/],
  [36, /^(?:[0-9a-z]*|[0-9A-Z]*)$/],
  [52, /^[A-Za-z]*$/],
  [62, /^[0-9A-Za-z]*$/],
  [64, /^[0-9A-Za-z_+/=-]*$/],
  [95, /^[ -~]*$/],
];
const anyAlphabet = 128;

/**
 * The bits a text is worth at most: those of as many characters drawn by chance from the narrowest alphabet that has them all. Of a
 * text that repeats itself only the part that is repeated counts.
 */
export function textStrength(part: string, text: string): SecretStrength {
  const characters = [...text];
  const [size] = alphabets.find(([, only]) => only.test(text)) ?? [anyAlphabet];
  const bits = Math.floor([...withoutRepeats(text)].length * Math.log2(size));
  return { part, kind: 'text', characters: characters.length, bits, isWeak: bits < leastBits };
}

function withoutRepeats(text: string): string {
  // The least distance at which a text is found again in two of itself is the length of what it repeats.
  const period = (text + text).indexOf(text, 1);
  return period > 0 ? text.slice(0, period) : text;
}

const jwkSchema = z.looseObject({ kty: z.literal('RSA'), n: z.string(), e: z.string() });

/** Of an RSA key by its public half as a JWK; nothing for what is none. */
export function rsaStrength(part: string, publicJwk: string): SecretStrength[] {
  const parsed = jwkSchema.safeParse(JSON.parse(publicJwk)).data;
  if (parsed === undefined) return [];
  const { kty, n, e } = parsed;
  const bits = createPublicKey({ key: { kty, n, e }, format: 'jwk' }).asymmetricKeyDetails?.modulusLength ?? 0;
  return [{ part, kind: 'rsa', characters: bits, bits, isWeak: bits < leastModulus }];
}
