import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyAndExplain } from '../../../src/core/diagnosis/verify.ts';
import { type ProctorExamCause, verifyInputSchema } from '../../../src/protocol/models/signing.ts';

type Pair = [string, string];
type Rules = {
  pairs: Pair[];
  sorted: boolean;
  separator: string;
  before: string;
  encode: (text: string) => string;
  key: string;
  write: (digest: Buffer) => string;
};

const secretKey = 'test-secret-key';

function plainSignature({ pairs, sorted, separator, before, encode, key, write }: Rules): string {
  const ordered = sorted ? [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)) : pairs;
  const text = before + ordered.map(([name, value]) => `${name}=${encode(value)}`).join(separator);
  return write(createHmac('sha256', key).update(text).digest());
}

const body: Pair[] = [
  ['name', 'Exam: Größe & Maß (1)'],
  ['use_as_basic_link', 'true'],
  ['allow_websites', 'a'],
  ['allowed_websites', 'b c'],
  ['timestamp', '1527500365052'],
  ['nonce', '1527500365'],
];
const path: Pair[] = [['exam_id', '17']];
const good: Rules = {
  pairs: [...body, ...path],
  sorted: true,
  separator: '?',
  before: '',
  encode: (text) => text,
  key: secretKey,
  write: (digest) => digest.toString('hex'),
};

const without = (pairs: Pair[], name: string) => pairs.filter(([other]) => other !== name);
const faults: [ProctorExamCause, string, (rules: Rules) => Rules][] = [
  ['separator', 'separator', (rules) => ({ ...rules, separator: '&', before: rules.before === '' ? '' : '&' })],
  ['separator', 'separator', (rules) => ({ ...rules, separator: ';', before: rules.before === '' ? '' : ';' })],
  ['leading-separator', 'before', (rules) => ({ ...rules, before: rules.separator })],
  ['values-encoded', 'encode', (rules) => ({ ...rules, encode: encodeURIComponent })],
  [
    'values-encoded',
    'encode',
    (rules) => ({ ...rules, encode: (text) => new URLSearchParams({ a: text }).toString().slice(2) }),
  ],
  ['path-id-missing', 'path', (rules) => ({ ...rules, pairs: without(rules.pairs, 'exam_id') })],
  ['sort-order', 'sort', (rules) => ({ ...rules, sorted: false })],
  ['digest-encoding', 'write', (rules) => ({ ...rules, write: (digest) => digest.toString('base64') })],
  ['digest-encoding', 'write', (rules) => ({ ...rules, write: (digest) => digest.toString('hex').toUpperCase() })],
  [
    'boolean-case',
    'boolean',
    (rules) => ({
      ...rules,
      pairs: rules.pairs.map(([name, value]): Pair => [name, value === 'true' ? 'True' : value]),
    }),
  ],
  ['signature-included', 'signature', (rules) => ({ ...rules, pairs: [...rules.pairs, ['signature', '']] })],
  ['secret-whitespace', 'key', (rules) => ({ ...rules, key: `${rules.key} ` })],
  ['secret-whitespace', 'key', (rules) => ({ ...rules, key: `${rules.key}\n` })],
];

function check(signature: string, pathParams: Pair[] = path) {
  return verifyAndExplain(
    verifyInputSchema.parse({
      scheme: 'proctorexam',
      method: 'POST',
      url: 'https://example.proctorexam.com/api/v3/exams/17/documents',
      fields: [...body, ['signature', signature]],
      pathParams,
      credential: { secretKey },
    }),
    { clock: { now: () => 0 } },
  );
}

const namesOf = ({ findings }: Awaited<ReturnType<typeof check>>) => findings.map(({ cause }) => cause).toSorted();

describe('a ProctorExam signature made otherwise', () => {
  test.each(faults)('%s', async (cause, _area, apply) => {
    const output = await check(plainSignature(apply(good)));
    expect(output.verdict).toBe('invalid');
    expect(namesOf(output)).toEqual([cause]);
    expect(JSON.stringify(output.findings)).not.toContain(secretKey);
    expect(output.findings[0]?.owner).toBe('client-developer');
  });

  test('pairs joined by nothing', async () => {
    expect(namesOf(await check(plainSignature({ ...good, separator: '' })))).toEqual(['separator']);
  });

  test('two faults at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...faults), fc.constantFrom(...faults), async (first, second) => {
        fc.pre(first[1] !== second[1]);
        // What is put before the text is the separator, so it has to be known by then.
        const [early, late] = first[1] === 'before' ? [second, first] : [first, second];
        const output = await check(plainSignature(late[2](early[2](good))));
        expect(namesOf(output)).toEqual([first[0], second[0]].toSorted());
      }),
      { numRuns: 150 },
    );
  });

  test('an id of the path that was signed but not given', async () => {
    const output = await check(plainSignature(good), []);
    expect(output.findings[0]).toMatchObject({ cause: 'path-id-missing', side: 'receiver' });
  });

  test('right, and beyond explanation', async () => {
    expect(await check(plainSignature(good))).toMatchObject({ verdict: 'valid', findings: [] });
    expect(namesOf(await check(plainSignature({ ...good, key: 'stranger' })))).toEqual(['unknown']);
  });
});
