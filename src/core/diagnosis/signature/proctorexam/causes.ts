import type { FindingSide, ProctorExamCause } from '../../../../protocol/models/signing.ts';
import type { Hypothesis } from '../hypothesis.ts';
import { secretWhitespace } from '../whitespace.ts';
import { type Entry, type EntryOrder, entry, hmac, keylessHash, type Reading, written } from './reading.ts';

export type ProctorExamHypothesis = Hypothesis<Reading, ProctorExamCause>;

type Told = { title: string; detail: string; fix: string; side?: FindingSide };

function cause(
  name: ProctorExamCause,
  cost: number,
  stage: number,
  { title, detail, fix, side = 'signer' }: Told,
  apply: ProctorExamHypothesis['apply'],
): ProctorExamHypothesis {
  return { cause: name, cost, stage, words: { title, detail, fix, side, owner: 'client-developer' }, apply };
}

function change(reading: Reading, rewrite: (one: Entry) => Entry): Reading | null {
  let changed = false;
  const entries = reading.entries.map((one) => {
    const other = rewrite(one);
    if (other !== one) changed = true;
    return other;
  });
  return changed ? { ...reading, entries } : null;
}

function keep(reading: Reading, isKept: (one: Entry) => boolean): Reading | null {
  const entries = reading.entries.filter(isKept);
  return entries.length === reading.entries.length ? null : { ...reading, entries };
}

function signedAs(one: Entry, rewrite: (text: string) => string, names = false): Entry {
  const signedValue = rewrite(one.signedValue);
  const signedName = names ? rewrite(one.signedName) : one.signedName;
  return signedValue === one.signedValue && signedName === one.signedName ? one : { ...one, signedName, signedValue };
}

function separators(): ProctorExamHypothesis[] {
  const shown: [string, string, number][] = [
    ['&', '"&"', 1],
    ['', 'nothing', 3],
    [',', '","', 4],
    ['\n', 'a line feed', 4],
    [';', '";"', 5],
    ['|', '"|"', 5],
    [' ', 'a space', 5],
    ['?&', '"?&"', 6],
    [', ', '", "', 6],
  ];
  const told = (by: string): Told => ({
    title: 'The parameters were joined by another character',
    detail: `They were joined by ${by} in the signed string; ProctorExam joins them by "?".`,
    fix: 'Developer of the client: join the sorted "name=value" texts by "?".',
  });
  return [
    ...shown.map(([separator, name, cost]) =>
      cause('separator', cost, 2, told(name), (reading) => ({ ...reading, separator })),
    ),
    ...[
      [':', '":"'],
      ['', 'nothing'],
    ].map(([between = '', name = '']) =>
      cause(
        'separator',
        5,
        2,
        {
          ...told(name),
          detail: `Name and value were joined by ${name} in the signed string; ProctorExam writes "name=value".`,
        },
        (reading) => ({ ...reading, between }),
      ),
    ),
  ];
}

function leading(): ProctorExamHypothesis[] {
  const told = (where: string): Told => ({
    title: `There is a character too many ${where} of the signed string`,
    detail: `The signed string has a separator or line break ${where}; there is one only between two parameters.`,
    fix: 'Developer of the client: join the parameters without anything before the first and after the last.',
  });
  return [
    cause('leading-separator', 1, 3, told('at the beginning'), (reading) => ({
      ...reading,
      before: reading.separator,
    })),
    cause('leading-separator', 2, 3, told('at the end'), (reading) => ({ ...reading, after: reading.separator })),
    cause('leading-separator', 3, 3, told('at the end'), (reading) => ({ ...reading, after: '\n' })),
    cause('leading-separator', 4, 3, told('at the end'), (reading) => ({ ...reading, after: '\r\n' })),
    cause('leading-separator', 4, 3, told('at both ends'), (reading) => ({
      ...reading,
      before: reading.separator,
      after: reading.separator,
    })),
  ];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function encoded(): ProctorExamHypothesis[] {
  const rfc3986 = (text: string) =>
    encodeURIComponent(text).replace(/[!*'()]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);
  const rules: [string, number, (text: string) => string][] = [
    ['percent-encoded (as encodeURIComponent does)', 1, encodeURIComponent],
    ['percent-encoded (RFC 3986)', 1, rfc3986],
    ['encoded as in a form ("+" for a space)', 2, form],
    ['decoded once more than they arrived', 3, decode],
    ['written as JSON text, in quotes', 4, (text) => JSON.stringify(text)],
    [
      'written as JSON arrays without spaces',
      3,
      (text) => (/^\[.*\]$/s.test(text) ? text.replaceAll(', ', ',') : text),
    ],
    [
      'written as arrays with commas only',
      4,
      (text) => (/^\[.*\]$/s.test(text) ? text.slice(1, -1).replaceAll('"', '').replaceAll(', ', ',') : text),
    ],
    ['without white space around them', 4, (text) => text.trim()],
  ];
  const told = (how: string): Told => ({
    title: 'Values were encoded before they were signed',
    detail: `The values were ${how} in the signed string. ProctorExam signs every value as it is ("Do not use encoding scheme").`,
    fix: 'Developer of the client: sign the raw values; encode only what is put into the URL.',
  });
  return rules.flatMap(([how, cost, rewrite]) =>
    [false, true].map((names) =>
      cause('values-encoded', names ? cost + 2 : cost, 1, told(names ? `${how}, the names too,` : how), (reading) =>
        change(reading, (one) => signedAs(one, rewrite, names)),
      ),
    ),
  );
}

/** Ids in the path of the URL, from the last: what a caller may have forgotten to give. */
function idsOf(path: string): string[] {
  return path
    .split('/')
    .filter((segment) => /^(?:\d{1,20}|[0-9a-f-]{32,36})$/i.test(segment))
    .slice(-3)
    .reverse();
}

function pathIds(base: Reading, path: string): ProctorExamHypothesis[] {
  const inPath = base.entries.filter(({ origin }) => origin === 'path');
  const notSigned = (name: string): Told => ({
    title: 'The id in the path was not signed',
    detail: `"${name}" stands in the path of the URL and belongs into the signed string under that name.`,
    fix: 'Developer of the client: add the ids of the path (id, exam_id, institute_id …) to the parameters that are signed.',
  });
  const notGiven = (name: string): Told => ({
    title: 'An id of the path was signed that was not given for checking',
    detail: `The signature fits with the id of the path as "${name}".`,
    fix: 'Whoever checks: give the ids of the path as path parameters, under the names of the documented route.',
    side: 'receiver',
  });
  const present = new Set(base.entries.map(({ name }) => name));
  const names = ['id', 'exam_id', 'institute_id', 'student_session_id', 'user_id'].filter((name) => !present.has(name));
  const additions = idsOf(path).flatMap((id) =>
    names.map((name, index) =>
      cause('path-id-missing', 3 + index, 0, notGiven(name), (reading) => ({
        ...reading,
        entries: [...reading.entries, entry('path', name, id)],
      })),
    ),
  );
  const renamed = inPath.flatMap(({ name: sent }) =>
    names.map((name) =>
      cause(
        'path-id-missing',
        5,
        0,
        {
          ...notSigned(sent),
          title: 'The id in the path was signed under another name',
          detail: `"${sent}" was signed as "${name}".`,
        },
        (reading) =>
          change(reading, (one) => (one.origin === 'path' && one.name === sent ? entry('path', name, one.value) : one)),
      ),
    ),
  );
  return [
    ...(inPath.length > 1
      ? [
          cause('path-id-missing', 1, 0, notSigned(inPath.map(({ name }) => name).join('", "')), (reading) =>
            keep(reading, ({ origin }) => origin !== 'path'),
          ),
        ]
      : []),
    ...inPath.map(({ name }) =>
      cause('path-id-missing', 1, 0, notSigned(name), (reading) =>
        keep(reading, (one) => !(one.origin === 'path' && one.name === name)),
      ),
    ),
    ...additions.map((hypothesis) => ({ ...hypothesis, repeats: true })),
    ...renamed,
  ];
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
const collator = new Intl.Collator('en');
const orders: [string, number, EntryOrder][] = [
  ['not at all', 1, (entries) => entries],
  ['by the rules of a language', 2, (entries) => entries.toSorted((a, b) => collator.compare(a.name, b.name))],
  [
    'without regard to upper and lower case',
    2,
    (entries) => entries.toSorted((a, b) => compareText(a.name.toLowerCase(), b.name.toLowerCase())),
  ],
  [
    'as joined "name=value" texts',
    2,
    (entries) =>
      entries.toSorted((a, b) => compareText(`${a.signedName}=${a.signedValue}`, `${b.signedName}=${b.signedValue}`)),
  ],
  ['in descending order', 4, (entries) => entries.toSorted((a, b) => compareText(b.name, a.name))],
  ['by value', 5, (entries) => entries.toSorted((a, b) => compareText(a.signedValue, b.signedValue))],
  [
    'with nonce and timestamp last',
    3,
    (entries) => {
      const isLate = ({ name }: Entry) => name === 'nonce' || name === 'timestamp';
      const sorted = entries.toSorted((a, b) => compareText(a.name, b.name));
      return [...sorted.filter((one) => !isLate(one)), ...sorted.filter(isLate)];
    },
  ],
  [
    'with nonce and timestamp first',
    4,
    (entries) => {
      const isEarly = ({ name }: Entry) => name === 'nonce' || name === 'timestamp';
      const sorted = entries.toSorted((a, b) => compareText(a.name, b.name));
      return [...sorted.filter(isEarly), ...sorted.filter((one) => !isEarly(one))];
    },
  ],
];

function sorting(): ProctorExamHypothesis[] {
  return orders.map(([how, cost, order]) =>
    cause(
      'sort-order',
      cost,
      2,
      {
        title: 'The parameters were sorted in another order',
        detail: `They were sorted ${how}. ProctorExam sorts by name in byte order ("_" after "Z" and before "a").`,
        fix: 'Developer of the client: sort the names by their bytes before joining them, with an ordinal comparison.',
      },
      (reading) => ({ ...reading, order }),
    ),
  );
}

function digests(): ProctorExamHypothesis[] {
  const told = (detail: string): Told => ({
    title: 'The digest was made or written in another way',
    detail: `${detail} ProctorExam asks for HMAC-SHA256 with the secret key as it is, written as lower-case hexadecimal.`,
    fix: 'Developer of the client: use HMAC-SHA256 with the text of the secret key and write the digest in lower-case hexadecimal.',
  });
  const hex = written('hex');
  const writings: [string, number, (digest: Buffer) => string][] = [
    ['It is written in Base64.', 1, written('base64')],
    ['It is written in upper-case hexadecimal.', 1, (digest) => hex(digest).toUpperCase()],
    ['It is written in URL-safe Base64.', 3, written('base64url')],
    ['It is the Base64 of the hexadecimal text.', 3, (digest) => Buffer.from(hex(digest)).toString('base64')],
    ['It is Base64 with a line break at its end.', 3, (digest) => `${digest.toString('base64')}\n`],
    ['It has a line break at its end.', 4, (digest) => `${hex(digest)}\n`],
    [
      'It is written in Base64, a "+" arrived as a space.',
      3,
      (digest) => digest.toString('base64').replaceAll('+', ' '),
    ],
  ];
  const rules: [string, number, Reading['digest']][] = [
    ['HMAC-SHA1 was used.', 3, hmac('sha1')],
    ['HMAC-SHA512 was used.', 3, hmac('sha512')],
    ['The secret key was read as hexadecimal.', 3, hmac('sha256', 'hex')],
    ['The secret key was read as Base64.', 3, hmac('sha256', 'base64')],
    ['A plain SHA-256 of key and text was used.', 4, keylessHash(true)],
    ['A plain SHA-256 of text and key was used.', 4, keylessHash(false)],
    ['Key and text were swapped.', 4, (key, text) => hmac('sha256')(text, key)],
  ];
  return [
    ...writings.map(([detail, cost, write]) =>
      cause('digest-encoding', cost, 5, told(detail), (reading) => ({ ...reading, write })),
    ),
    ...rules.map(([detail, cost, digest]) =>
      cause('digest-encoding', cost, 4, told(detail), (reading) => ({ ...reading, digest })),
    ),
  ];
}

function booleans(base: Reading): ProctorExamHypothesis[] {
  const forms: [string, number, Record<string, string>][] = [
    ['True and False, as Python writes them', 1, { true: 'True', false: 'False' }],
    ['TRUE and FALSE', 3, { true: 'TRUE', false: 'FALSE' }],
    ['1 and 0', 2, { true: '1', false: '0' }],
    ['1 and nothing, as PHP writes them', 3, { true: '1', false: '' }],
    [
      'true and false, but arrived otherwise',
      2,
      { True: 'true', False: 'false', TRUE: 'true', FALSE: 'false', 1: 'true', 0: 'false' },
    ],
    ['"null" for no value', 3, { '': 'null' }],
    ['"None" for no value', 4, { '': 'None' }],
  ];
  const told = (how: string): Told => ({
    title: 'true, false or an empty value were written differently',
    detail: `They were signed as ${how}. ProctorExam signs lower-case true and false, and nothing for null.`,
    fix: 'Developer of the client: write booleans as lower-case true and false before signing, and leave out empty parameters.',
  });
  const all = forms.map(([how, cost, table]) =>
    cause('boolean-case', cost, 1, told(how), (reading) =>
      change(reading, (one) => signedAs(one, (text) => (Object.hasOwn(table, text) ? (table[text] ?? text) : text))),
    ),
  );
  const single = base.entries
    .filter(({ value }) => value === 'true' || value === 'false')
    .map(({ name, value }) =>
      cause('boolean-case', 4, 1, told(`True and False ("${name}")`), (reading) =>
        change(reading, (one) =>
          one.name === name ? { ...one, signedValue: value === 'true' ? 'True' : 'False' } : one,
        ),
      ),
    );
  return [...all, ...(single.length > 1 ? single : [])];
}

function included(base: Reading, apiToken: string | undefined): ProctorExamHypothesis[] {
  const told = (detail: string): Told => ({
    title: 'Something was signed that is not part of the signed string',
    detail,
    fix: 'Developer of the client: compute the signature first and add it afterwards; sign neither the signature nor headers.',
  });
  const adding = (cost: number, detail: string, name: string, value: string) =>
    cause('signature-included', cost, 0, told(detail), (reading) => ({
      ...reading,
      entries: [...reading.entries, entry('message', name, value)],
    }));
  return [
    adding(1, 'An empty "signature" was among the signed parameters.', 'signature', ''),
    adding(4, '"signature" was among the signed parameters, as "null".', 'signature', 'null'),
    adding(4, '"signature" was among the signed parameters, as "None".', 'signature', 'None'),
    adding(4, '"signature" was among the signed parameters, as "signature".', 'signature', 'signature'),
    ...(apiToken === undefined || base.entries.some(({ name }) => name === 'api_token')
      ? []
      : [adding(3, 'The API token was among the signed parameters, as in the old API.', 'api_token', apiToken)]),
  ];
}

function whitespace(): ProctorExamHypothesis[] {
  return secretWhitespace.map(({ what, cost, rewrite }) =>
    cause(
      'secret-whitespace',
      cost,
      4,
      {
        title: 'There is white space or an invisible character around the secret key on one side',
        detail: `The signature fits the secret key ${what}. It came in when the key was copied and pasted.`,
        fix: 'Developer of the client: enter the secret key again without anything before or after it.',
      },
      (reading) => {
        const secretKey = rewrite(reading.secretKey);
        return secretKey === reading.secretKey ? null : { ...reading, secretKey };
      },
    ),
  );
}

/** Every way known in which a ProctorExam signature may have been made otherwise. */
export function proctorExamHypotheses(
  base: Reading,
  path: string,
  apiToken: string | undefined,
): ProctorExamHypothesis[] {
  return [
    ...separators(),
    ...leading(),
    ...encoded(),
    ...pathIds(base, path),
    ...sorting(),
    ...digests(),
    ...booleans(base),
    ...included(base, apiToken),
    ...whitespace(),
  ];
}
