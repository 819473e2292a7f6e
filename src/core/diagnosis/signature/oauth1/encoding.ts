import { percentEncode } from '../../../signing/oauth1/percent-encoding.ts';
import type { Part, Reading } from './reading.ts';
import { changeParts, forAllAndEach, listed, type OAuth1Hypothesis, remembered, stages } from './words.ts';

function recoded(one: Part, encode: (encoded: string, raw: string) => string): Part {
  const encodedName = encode(one.encodedName, one.name);
  const encodedValue = encode(one.encodedValue, one.value);
  return encodedName === one.encodedName && encodedValue === one.encodedValue
    ? one
    : { ...one, encodedName, encodedValue };
}

function valueRecoded(one: Part, encode: (encoded: string, raw: string) => string): Part {
  const encodedValue = encode(one.encodedValue, one.value);
  return encodedValue === one.encodedValue ? one : { ...one, encodedValue };
}

const restore = (escapes: RegExp) => (encoded: string) =>
  encoded.replace(escapes, (triplet) => String.fromCharCode(Number.parseInt(triplet.slice(1), 16)));
const leaveAlone = restore(/%(?:21|2A|27|28|29)/g);

function words(title: string, detail: string): OAuth1Hypothesis['words'] {
  return {
    title,
    detail,
    fix: 'Whoever signs: encode every name and value exactly once, everything but letters, digits and - . _ ~ (RFC 5849 §3.6), then the joined parameters once more. Platform admin: report it to the vendor of the platform or its plug-in.',
    side: 'signer',
    owner: 'platform-admin',
  };
}

function twice(base: Reading): OAuth1Hypothesis[] {
  const again = (encoded: string) => percentEncode(encoded);
  const title = 'Names or values were percent-encoded once too often';
  const encodedAgain = remembered((one) => recoded(one, again));
  const scoped = (origin: Part['origin'], where: string): OAuth1Hypothesis => ({
    cause: 'double-encoded',
    cost: 4,
    stage: stages.encoding,
    words: words(title, `The parameters ${where} were encoded twice before the base string was made.`),
    apply: (reading) => changeParts(reading, (one) => (one.origin === origin ? encodedAgain(one) : one)),
  });
  return [
    ...forAllAndEach(
      base,
      (one) => recoded(one, again),
      (names, apply, each) => ({
        cause: 'double-encoded',
        cost: each ? 12 : 3,
        stage: stages.encoding,
        words: words(
          title,
          `${listed(names)} ${names.length > 1 ? 'were' : 'was'} encoded twice before the base string was made.`,
        ),
        apply,
      }),
    ),
    scoped('query', 'of the query'),
    scoped('body', 'of the form'),
  ];
}

function never(base: Reading): OAuth1Hypothesis[] {
  return [
    ...forAllAndEach(
      base,
      (one) => recoded(one, (_, raw) => raw),
      (names, apply, each) => ({
        cause: 'double-encoded',
        cost: each ? 13 : 4,
        stage: stages.encoding,
        words: words(
          'Names and values were not percent-encoded before they were joined',
          `${listed(names)} ${names.length > 1 ? 'stand' : 'stands'} in the base string encoded once instead of twice.`,
        ),
        apply,
      }),
    ),
    {
      cause: 'double-encoded',
      cost: 6,
      stage: stages.encoding,
      words: words(
        'The names of fields were not percent-encoded',
        'Only values were encoded before they were joined, the names were not (ims-lti does so).',
      ),
      apply: (reading) =>
        changeParts(reading, (one) => (one.encodedName === one.name ? one : { ...one, encodedName: one.name })),
    },
  ];
}

/** Encoders that leave alone, or encode, other characters than RFC 3986 says. */
function otherEncoders(): OAuth1Hypothesis[] {
  const encoders: { what: string; encode: (encoded: string, raw: string) => string; cost: number }[] = [
    { what: "left ! * ' ( ) alone, as JavaScript's encodeURIComponent does", encode: leaveAlone, cost: 4 },
    { what: 'encoded ~ as %7E, as old PHP and Java do', encode: (encoded) => encoded.replaceAll('~', '%7E'), cost: 5 },
    { what: 'left * alone', encode: restore(/%2A/g), cost: 6 },
    { what: "left ! ' ( ) alone", encode: restore(/%(?:21|27|28|29)/g), cost: 8 },
    {
      what: 'wrote escapes with lower-case letters (%2f)',
      encode: (encoded) => encoded.replace(/%[0-9A-F]{2}/g, (triplet) => triplet.toLowerCase()),
      cost: 5,
    },
    { what: 'left / alone', encode: restore(/%2F/g), cost: 7 },
    {
      what: 'left reserved characters alone, as encodeURI does',
      encode: restore(/%(?:21|2A|27|28|29|3B|2C|2F|3F|3A|40|26|3D|2B|24|23)/g),
      cost: 7,
    },
    {
      what: 'encoded as a form does (space as +, * left, ~ as %7E)',
      encode: (encoded) => restore(/%2A/g)(encoded).replaceAll('%20', '+').replaceAll('~', '%7E'),
      cost: 6,
    },
  ];
  return encoders.map(({ what, encode, cost }) => {
    const rewrite = remembered((one) => recoded(one, encode));
    return {
      cause: 'double-encoded' as const,
      cost,
      stage: stages.encoding,
      words: words('Special characters were percent-encoded differently', `The signer ${what}.`),
      apply: (reading: Reading) => changeParts(reading, rewrite),
    };
  });
}

function arrivedEncoded(base: Reading): OAuth1Hypothesis[] {
  return forAllAndEach(
    base,
    (one) => (/%[0-9a-f]{2}/i.test(one.value) ? valueRecoded(one, (_, raw) => raw) : one),
    (names, apply, each) => ({
      cause: 'double-encoded',
      cost: each ? 11 : 6,
      stage: stages.encoding,
      words: words(
        'A value that was encoded already was signed as it stood',
        `The escapes in ${listed(names)} were taken for the encoding of the base string.`,
      ),
      apply,
    }),
  );
}

/** How names and values may have been percent-encoded otherwise. */
export function encodingHypotheses(base: Reading): OAuth1Hypothesis[] {
  return [...twice(base), ...never(base), ...otherEncoders(), ...arrivedEncoded(base)];
}
