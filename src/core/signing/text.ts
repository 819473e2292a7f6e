import type { Pairs } from '../../protocol/models/pairs.ts';
import { ProblemError } from '../../protocol/problem.ts';

const loneSurrogate = /\p{Surrogate}/u;

/** Whether a text can be written as UTF-8: a lone half of a surrogate pair cannot, and every encoder would silently replace it. */
export function isEncodable(text: string): boolean {
  return !loneSurrogate.test(text);
}

/** Throws `signing.invalid-parameter` for a parameter that cannot be written as UTF-8; `field` is the input it came from. */
export function requireEncodable([name, value]: Pairs[number], field: string): void {
  if (isEncodable(name) && isEncodable(value)) return;
  throw new ProblemError('signing.invalid-parameter', {
    field,
    params: { name: name.replace(/\p{Surrogate}/gu, '\uFFFD') },
    detail:
      'It holds half of a surrogate pair, which UTF-8 cannot carry, so it cannot be sent as it is. Type or paste the character again.',
  });
}

/** {@link requireEncodable} for each of a list; the field is `<field>.<index>`. */
export function requireEncodablePairs(pairs: Pairs, field: string): void {
  for (const [index, pair] of pairs.entries()) requireEncodable(pair, `${field}.${index}`);
}
