import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FormFile } from '../../protocol/models/exchanges/form-file.ts';
import type { Pairs } from '../../protocol/models/pairs.ts';
import { multipartBody, multipartContentType, newBoundary } from './multipart.ts';

type Given = { field: string; name: string; mediaType: string; content: Uint8Array<ArrayBuffer> };

function fileOf({ name, mediaType, content }: Given, index: number): FormFile {
  return { id: index.toString(16).padStart(32, '0'), name, mediaType, size: content.length, sha256: '0'.repeat(64) };
}

function built(fields: Pairs, given: readonly Given[], types: Readonly<Record<string, string>> = {}) {
  const files = given.map((one, index) => ({ name: one.field, file: fileOf(one, index) }));
  const bytes = new Map(files.map(({ file }, index) => [file.id, given[index]?.content ?? new Uint8Array()]));
  const multipart = { boundary: newBoundary(new Uint8Array(16).fill(171)), types, files };
  const body = new Uint8Array(multipartBody(fields, multipart, bytes));
  return { body, response: new Response(body, { headers: { 'content-type': multipartContentType(multipart) } }) };
}

/** Node's parser (undici) stands for a receiver that is not ours. */
async function parsed(response: Response) {
  const form = await response.formData();
  return Promise.all(
    [...form].map(async ([field, value]) =>
      typeof value === 'string'
        ? { field, value }
        : { field, name: value.name, mediaType: value.type, content: new Uint8Array(await value.arrayBuffer()) },
    ),
  );
}

const name = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 40 })
  // What browsers write for quotes and line breaks cannot be told from a name that holds those very escapes.
  .filter((text) => text.isWellFormed() && !/%(?:22|0[ad])/i.test(text));
const file = fc.record({
  field: name,
  name,
  mediaType: fc.constantFrom('image/png', 'application/pdf', 'application/octet-stream'),
  content: fc.uint8Array({ maxLength: 600 }),
});

test('an independent parser reads back every field and every byte', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          name,
          fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
        ),
        { maxLength: 5 },
      ),
      fc.array(file, { maxLength: 3 }),
      async (fields, files) => {
        const sent = files.map((one) => ({ ...one, content: new Uint8Array(one.content) }));
        const { response } = built(fields, sent);
        const expected = [...fields.map(([field, value]) => ({ field, value })), ...sent];
        expect(await parsed(response)).toEqual(expected);
      },
    ),
    { numRuns: 200 },
  );
});

test('quotes and line breaks of a name are written as browsers write them, letters beyond ASCII as they are', () => {
  const { body } = built(
    [],
    [{ field: 'do"c', name: 'Prüfung "A"\r\n.pdf', mediaType: 'a/b', content: new Uint8Array() }],
  );
  expect(Buffer.from(body).toString('utf8')).toContain(
    'Content-Disposition: form-data; name="do%22c"; filename="Prüfung %22A%22%0D%0A.pdf"\r\nContent-Type: a/b\r\n\r\n',
  );
});

test('delimiters stand as RFC 2046 draws them, and a field says its type only when it has one', () => {
  const { body } = built(
    [
      ['plain', 'one\ntwo'],
      ['data', '{}'],
    ],
    [],
    { data: 'application/json' },
  );
  const line = '------CountersignFormabababababababababababababababab';
  expect(Buffer.from(body).toString('utf8')).toBe(
    [
      line,
      'Content-Disposition: form-data; name="plain"',
      '',
      'one\ntwo',
      line,
      'Content-Disposition: form-data; name="data"',
      'Content-Type: application/json',
      '',
      '{}',
      `${line}--`,
      '',
    ].join('\r\n'),
  );
});
