import type { Words } from '../hypothesis.ts';
import { charsetHypotheses } from './charset.ts';
import { type Part, type Reading, withValue } from './reading.ts';
import { type Evidence, forAllAndEach, listed, type OAuth1Hypothesis, stages } from './words.ts';

type Rewrite = (value: string) => string;

/** The same parameter with its value rewritten, signed by the right rules. */
function rewritten(one: Part, rewrite: Rewrite): Part {
  return withValue(one, rewrite(one.value));
}

function decodeOnce(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

const plusWords = (detail: string): Words => ({
  title: 'A plus sign and a space were taken for each other',
  detail: `${detail} In a form and in a query "+" stands for a space, and a plus sign is written %2B; in the base string a space is %20 (RFC 5849 §3.4.1.3.1, §3.6).`,
  fix: 'Whoever signs: decode "+" in the query as a space and encode form fields as application/x-www-form-urlencoded. Platform admin: write %20 instead of "+" in the launch URL.',
  side: 'signer',
  owner: 'platform-admin',
});

/** Values of the query with `+` left as it is, keyed by how they are read properly. */
function literalPlus(rawQuery: string): Map<string, string> {
  const proper = new URLSearchParams(`&${rawQuery}`);
  const literal = [...new URLSearchParams(`&${rawQuery.replaceAll('+', '%2B')}`)];
  return new Map([...proper].map(([name, value], index) => [`${name}=${value}`, literal[index]?.[1] ?? value]));
}

function plus(base: Reading, { rawQuery }: Evidence): OAuth1Hypothesis[] {
  const of =
    (cost: number, detail: (names: readonly string[]) => string) =>
    (names: readonly string[], apply: OAuth1Hypothesis['apply'], each: boolean): OAuth1Hypothesis => ({
      cause: 'plus-as-literal',
      cost: each ? cost + 9 : cost,
      stage: stages.values,
      words: plusWords(detail(names)),
      apply,
    });
  const inQuery = literalPlus(rawQuery);
  const readLiterally = (one: Part): Part =>
    one.origin === 'query' ? rewritten(one, (value) => inQuery.get(`${one.name}=${value}`) ?? value) : one;
  return [
    ...forAllAndEach(
      base,
      readLiterally,
      of(3, (names) => `The "+" in the query parameter ${listed(names)} was signed as a plus sign.`),
    ),
    ...forAllAndEach(
      base,
      (one) => rewritten(one, (value) => value.replaceAll(' ', '+')),
      of(
        5,
        (names) =>
          `A space in ${listed(names)} was signed as a plus sign: the form was sent without encoding "+" as %2B, or "+" was not decoded.`,
      ),
    ),
    ...forAllAndEach(
      base,
      (one) => rewritten(one, (value) => value.replaceAll('+', ' ')),
      of(5, (names) => `A plus sign in ${listed(names)} was signed as a space: it was decoded once too often.`),
    ),
    ...forAllAndEach(
      base,
      (one) =>
        one.encodedValue.includes('%20') || one.encodedName.includes('%20')
          ? {
              ...one,
              encodedName: one.encodedName.replaceAll('%20', '+'),
              encodedValue: one.encodedValue.replaceAll('%20', '+'),
            }
          : one,
      of(4, (names) => `The space in ${listed(names)} was encoded as "+" instead of %20 in the base string.`),
    ),
  ];
}

function decodedValues(base: Reading): OAuth1Hypothesis[] {
  const make = (names: readonly string[], apply: OAuth1Hypothesis['apply'], each: boolean): OAuth1Hypothesis => ({
    cause: 'double-encoded',
    cost: each ? 9 : 4,
    stage: stages.values,
    words: {
      title: 'Percent escapes were decoded once more by one side',
      detail: `The signature fits the message with the escapes inside ${listed(names)} decoded once more. One side encoded or decoded the value twice, as happens with a URL inside a URL.`,
      fix: 'Platform admin: check that the URL or field is not already percent-encoded when it is entered. Tool vendor: decode the query and the form exactly once.',
      side: 'signer',
      owner: 'platform-admin',
    },
    apply,
  });
  return forAllAndEach(base, (one) => rewritten(one, decodeOnce), make);
}

function newlines(base: Reading): OAuth1Hypothesis[] {
  const rewrites: { rewrite: Rewrite; detail: string; cost: number }[] = [
    { rewrite: (value) => value.replace(/\r\n|\r/g, '\n'), detail: 'as LF, but arrived as CR LF', cost: 2 },
    { rewrite: (value) => value.replace(/\r\n|\r|\n/g, '\r\n'), detail: 'as CR LF, but arrived otherwise', cost: 3 },
    { rewrite: (value) => value.replace(/\r\n|\n/g, '\r'), detail: 'as CR, but arrived otherwise', cost: 8 },
    { rewrite: (value) => value.replace(/[\r\n]+/g, ' '), detail: 'as spaces', cost: 8 },
    { rewrite: (value) => value.replace(/[\r\n]+/g, ''), detail: 'as nothing', cost: 8 },
    { rewrite: (value) => value.replace(/[\r\n]+$/, ''), detail: 'without those at the end', cost: 8 },
  ];
  return rewrites.flatMap(({ rewrite, detail, cost }) =>
    forAllAndEach(
      base,
      (one) => rewritten(one, rewrite),
      (names, apply, each) => ({
        cause: 'newline-normalised',
        cost: each ? cost + 6 : cost,
        stage: stages.values,
        words: {
          title: 'Line breaks were changed after signing',
          detail: `The line breaks in ${listed(names)} were signed ${detail}. Browsers send every line break of a form field as CR LF, whatever stands in the page.`,
          fix: 'Platform admin: remove line breaks from the description or custom fields. Platform vendor: turn line breaks into CR LF before signing, as Moodle does.',
          side: 'transit',
          owner: 'platform-admin',
        },
        apply,
      }),
    ),
  );
}

function unicode(base: Reading): OAuth1Hypothesis[] {
  const forms = ['NFC', 'NFD', 'NFKC', 'NFKD'] as const;
  return forms.flatMap((form, index) =>
    forAllAndEach(
      base,
      (one) => rewritten(one, (value) => value.normalize(form)),
      (names, apply, each) => ({
        cause: 'unicode-normalised',
        cost: (index < 2 ? 3 : 7) + (each ? 6 : 0),
        stage: stages.values,
        words: {
          title: 'Characters with accents were composed differently',
          detail: `The signature fits ${listed(names)} in the Unicode form ${form}; it arrived in another form. The two look alike but are different bytes.`,
          fix: 'Whoever changes the text after signing must not: sign the bytes that are sent. Platform admin: retype the name or title; text copied from macOS file names is often decomposed.',
          side: 'transit',
          owner: 'platform-admin',
        },
        apply,
      }),
    ),
  );
}

/** How values may have changed between signing and receiving. */
export function valueHypotheses(base: Reading, evidence: Evidence): OAuth1Hypothesis[] {
  return [
    ...plus(base, evidence),
    ...decodedValues(base),
    ...newlines(base),
    ...unicode(base),
    ...charsetHypotheses(base, evidence),
  ];
}
