import { describe, expect, it } from 'vitest';
import { languageOf, prettyBody } from './body.ts';

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
