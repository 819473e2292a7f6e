import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indented, indentJson } from './json-text.ts';

describe('indentJson', () => {
  it('is what JSON.stringify does, for every value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it('leaves numbers and escapes as they were received', () => {
    expect(indentJson('{"id": 12345678901234567890, "rate":1.0, "a":"\\u00e9"}')).toBe(
      '{\n  "id": 12345678901234567890,\n  "rate": 1.0,\n  "a": "\\u00e9"\n}',
    );
  });
});

it('leaves alone what is no JSON', () => {
  expect(indented('a=1&b={')).toBe('a=1&b={');
  expect(indented('{"score":85.0}')).toBe('{\n  "score": 85.0\n}');
});
