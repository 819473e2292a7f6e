import { cause, change, type ProctorExamHypothesis, signedAs, type Told } from './hypotheses.ts';
import type { Entry, EntryOrder, Reading } from './reading.ts';

/** What joins the parameters. */
export function separators(): ProctorExamHypothesis[] {
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

/** What stands before and after them. */
export function leading(): ProctorExamHypothesis[] {
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

/** How values were encoded. */
export function encoded(): ProctorExamHypothesis[] {
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

/** How parameters were ordered. */
export function sorting(): ProctorExamHypothesis[] {
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

/** How values other than text were written. */
export function booleans(base: Reading): ProctorExamHypothesis[] {
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
