import type { OAuth1Cause } from '../../../../protocol/models/signing.ts';
import type { Hypothesis } from '../hypothesis.ts';
import type { Part, Reading } from './reading.ts';

export type OAuth1Hypothesis = Hypothesis<Reading, OAuth1Cause>;

export const stages = { message: 0, values: 1, encoding: 2, order: 3, key: 4, signature: 5 } as const;

/** What only the caller knows of a message as it arrived, beside its reading. */
export type Evidence = {
  /** The URL as it was given. */
  url: string;
  /** The query as it was given, without `?`. */
  rawQuery: string;
  /** The form body as text, where it was given so. */
  rawBody: string | null;
  /** Values of a received header. */
  header(name: string): string[];
  consumerKey: string;
  secret: string;
  others: readonly NamedCredential[];
};

export type NamedCredential = { name: string; key: string; secret: string; tokenSecret?: string | undefined };

/** Names as a person reads them: at most five, then how many more. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `"${name.slice(0, 80)}"`);
  return names.length > 5 ? `${shown.join(', ')} and ${names.length - 5} more` : shown.join(', ');
}

/** Changes the parameters that `change` answers with another part for; `null` when there are none. */
export function changeParts(reading: Reading, change: (one: Part) => Part): Reading | null {
  let changed = false;
  const parts = reading.parts.map((one) => {
    const other = change(one);
    if (other !== one) changed = true;
    return other;
  });
  return changed ? { ...reading, parts } : null;
}

/** Keeps the parameters that pass; `null` when all do. */
export function keepParts(reading: Reading, keep: (one: Part) => boolean): Reading | null {
  const parts = reading.parts.filter(keep);
  return parts.length === reading.parts.length ? null : { ...reading, parts };
}

/** Parameters that are looked at one by one: a launch has tens, only a hostile message has more than this. */
export const MAX_EACH = 500;

/** Answers the same for the same part: in pairs a rewrite meets the same parts again and again. */
export function remembered(rewrite: (one: Part) => Part): (one: Part) => Part {
  const known = new WeakMap<Part, Part>();
  return (one) => {
    const before = known.get(one);
    if (before !== undefined) return before;
    const after = rewrite(one);
    known.set(one, after);
    return after;
  };
}

/** For all parameters that a rewrite changes, and for each of them alone when there are several. */
export function forAllAndEach(
  base: Reading,
  rule: (one: Part) => Part,
  make: (names: readonly string[], apply: OAuth1Hypothesis['apply'], each: boolean) => OAuth1Hypothesis,
): OAuth1Hypothesis[] {
  const rewrite = remembered(rule);
  const names = [...new Set(base.parts.filter((one) => rewrite(one) !== one).map(({ name }) => name))];
  if (names.length === 0) return [];
  const all = make(names, (reading) => changeParts(reading, rewrite), false);
  if (names.length === 1 || names.length > MAX_EACH) return [all];
  const each = names.map((name) =>
    make([name], (reading) => changeParts(reading, (one) => (one.name === name ? rewrite(one) : one)), true),
  );
  return [all, ...each];
}
