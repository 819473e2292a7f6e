import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indentJson, languageOf, prettyBody } from './body.ts';

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

describe('prettyBody', () => {
  it('says when JSON was promised and is not there', () => {
    expect(prettyBody({ contentType: 'application/json' }, '{"id": 1', true)).toEqual({
      text: '{"id": 1',
      language: 'text',
      broken: true,
    });
  });

  it('does not judge a body that is only there in part', () => {
    expect(prettyBody({ contentType: 'application/json' }, '{"id": 1', false).broken).toBe(false);
  });
});

describe('languageOf', () => {
  it('goes by content type, and by the first characters without one', () => {
    expect(languageOf('application/vnd.api+json; charset=utf-8', '')).toBe('json');
    expect(languageOf('text/html', '{')).toBe('html');
    expect(languageOf(null, ' [1]')).toBe('json');
    expect(languageOf(null, '<!DOCTYPE html>')).toBe('html');
    expect(languageOf('text/plain', 'hello')).toBe('text');
  });
});
