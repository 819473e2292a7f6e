import { describe, expect, it } from 'vitest';
import type { FormFile } from '../../protocol/models/exchanges/form-file.ts';
import { buildRequest } from './build-request.ts';
import { checkForm } from './check-form.ts';
import { contractOf, operationOf } from './test-support.ts';

const contract = contractOf(`/upload:
  post:
    operationId: upload
    requestBody:
      content:
        multipart/form-data:
          schema:
            type: object
            required: [report]
            properties:
              report: {type: string, format: binary}
              raw: {}
              bytes: {type: string, contentMediaType: application/pdf}
              pictures: {type: array, items: {type: string, format: binary}}
              avatar: {type: string}
              title: {type: string}
              tags: {type: array, items: {type: string}}
              address: {type: object, properties: {city: {type: string}}}
              inline: {type: string, contentMediaType: image/png, contentEncoding: base64}
              settings: {type: string, contentMediaType: application/json}
          encoding:
            avatar: {contentType: 'image/png, image/jpeg'}
            report: {contentType: 'image/*'}
    responses: {'200': {description: ok}}`);
const operation = operationOf(contract, 'upload');

function file(name: string, mediaType: string): FormFile {
  return { id: Buffer.from(name).toString('hex').padStart(32, '0'), name, mediaType, size: 3, sha256: 'a'.repeat(64) };
}

const picture = file('a.png', 'image/png');

describe('a multipart body of any contract', () => {
  it('tells files from text as OpenAPI 3.0 and 3.1 write them', () => {
    expect(contract.warnings).toEqual([]);
    expect(operation.bodyEncoding).toBe('multipart');
    expect(Object.fromEntries(operation.fields.flatMap(({ name, file }) => (file ? [[name, file]] : [])))).toEqual({
      report: { accept: ['image/*'], many: false },
      raw: { accept: [], many: false },
      bytes: { accept: ['application/pdf'], many: false },
      pictures: { accept: [], many: true },
      avatar: { accept: ['image/png', 'image/jpeg'], many: false },
    });
  });

  it('is built from fields as text, lists repeated and objects as JSON parts, and from files', () => {
    const text = (name: string, value: string) => ({ name, in: 'body' as const, value });
    const chosen = (name: string, one: FormFile) => ({ name, in: 'body' as const, value: '', file: one });
    const request = buildRequest(operation, 'https://api.example', [
      chosen('pictures', picture),
      text('title', 'Ein "Titel" – ü'),
      text('tags', '["a","b"]'),
      text('address', '{"city":"Ulm"}'),
      chosen('pictures', file('b.png', 'image/png')),
      chosen('report', picture),
    ]);
    expect(request.params).toEqual([
      ['title', 'Ein "Titel" – ü'],
      ['tags', 'a'],
      ['tags', 'b'],
      ['address', '{"city":"Ulm"}'],
    ]);
    expect(request.partTypes).toEqual({ address: 'application/json' });
    expect(request.files.map(({ name, file: { name: fileName } }) => [name, fileName])).toEqual([
      ['pictures', 'a.png'],
      ['pictures', 'b.png'],
      ['report', 'a.png'],
    ]);
  });

  it('says what is wrong with a file', () => {
    const problems = (name: string, values: readonly { value?: string; file?: FormFile }[], isKept = () => true) =>
      checkForm(
        operation,
        values.map(({ value = '', ...rest }) => ({ name, in: 'body', value, ...rest })),
        isKept,
      )
        .filter((problem) => problem.name === name)
        .map(({ rule, level, expected, actual }) => `${level} ${rule}: ${expected}, not ${actual}`);

    expect(problems('report', [])).toEqual(['error required: a value: this field is required, not left out']);
    expect(problems('report', [{ file: picture }])).toEqual([]);
    expect(problems('report', [{ file: file('a.pdf', 'application/pdf') }])).toEqual([
      'error file: a file of type image/*, not application/pdf (a.pdf)',
    ]);
    expect(problems('report', [{ value: 'text' }])).toEqual(['error file: a file, not text']);
    expect(problems('report', [{ file: picture }, { file: picture }])).toEqual(['error file: one file, not 2 files']);
    expect(problems('pictures', [{ file: picture }, { file: picture }])).toEqual([]);
    expect(problems('report', [{ file: picture }], () => false)).toEqual([
      'error file: a file chosen anew, not a.png, which is no longer kept',
    ]);
    expect(problems('title', [{ file: picture }])).toEqual(['error file: text: this field takes no file, not a file']);
  });
});
