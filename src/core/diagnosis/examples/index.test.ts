import { expect, test } from 'vitest';
import { pasteKindSchema } from '../../../protocol/models/diagnosis.ts';
import { diagnosePaste } from '../diagnose-paste.ts';
import { diagnosisExamples } from './index.ts';

const clock = { now: () => 1_795_000_000_000 };
const drawn = { count: 0 };
const random = {
  bytes: (length: number) => {
    drawn.count += 1;
    return new Uint8Array(length).map((_, index) => (drawn.count * 31 + index * 7) % 256);
  },
};
const examples = diagnosisExamples({ clock, random });

test('there is one for each kind of paste', () => {
  const kinds = pasteKindSchema.options.filter((kind) => kind !== 'unknown');
  expect(examples.map(({ kind }) => kind).toSorted()).toEqual(kinds.toSorted());
});

test.each([
  ['form-body', ['url-scheme']],
  ['key-value-lines', ['secret-whitespace']],
  ['curl-bash', ['query-dropped']],
  ['curl-cmd', ['url-trailing-slash']],
  ['powershell', ['url-port']],
  ['har', ['url-host']],
  ['fetch', ['extra-field']],
  ['http-request', []],
  ['html-form', ['signature-space-for-plus']],
  ['authorization-header', ['url-scheme']],
  ['url', ['secret-whitespace']],
] as const)('%s shows %j', async (kind, causes) => {
  const example = examples.find((one) => one.kind === kind);
  const { pasted, signature } = await diagnosePaste(
    {
      text: example?.text ?? '',
      url: example?.url ?? undefined,
      method: example?.method ?? undefined,
      credential: { scheme: 'oauth1', key: example?.credential?.key ?? '', secret: example?.credential?.secret ?? '' },
    },
    { clock },
  );
  expect(pasted.kind).toBe(kind);
  expect(signature?.findings.map(({ cause }) => cause)).toEqual(causes);
  expect(signature?.verdict).toBe(causes.length === 0 ? 'valid' : 'invalid');
});

test.each(['id-token', 'base-string'] as const)('%s is taken apart', async (kind) => {
  const { pasted } = await diagnosePaste({ text: examples.find((one) => one.kind === kind)?.text ?? '' }, { clock });
  expect(pasted.kind).toBe(kind);
  expect(pasted.token !== null || pasted.consumerKey === 'example-college').toBe(true);
});
