import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMasking, secretValuesIn } from './masking.ts';

describe('secretValuesIn', () => {
  test('finds values of secret fields at any depth, decoded', () => {
    const text =
      '{"list":[{"oauth_consumer_secret":"a\\u0062c\\"d"},{"other":"x","OAUTH_CONSUMER_SECRET" : "second"}]}';
    expect(secretValuesIn(text, ['oauth_consumer_secret'])).toEqual(['abc"d', 'second']);
  });

  test('finds them in an answer that is broken off', () => {
    expect(
      secretValuesIn('{"oauth_consumer_secret":"whole","oauth_consumer_secret":"bro', ['oauth_consumer_secret']),
    ).toEqual(['whole']);
  });

  test('finds any value JSON can write', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (value) => {
        expect(secretValuesIn(JSON.stringify({ secret: value }), ['secret'])).toEqual([value]);
      }),
    );
  });
});

describe('createMasking', () => {
  const masking = createMasking({ values: ['known-secret-value'], names: ['tool_secret'] });

  test('masks a request everywhere the secret is written', () => {
    const masked = masking.request({
      method: 'POST',
      url: 'https://tool.example/launch?tool_secret=unknown-one&x=1',
      headers: [['Authorization', 'Token token=known-secret-value']],
      fields: [
        ['tool_secret', 'unknown-two'],
        ['note', 'has known-secret-value inside'],
      ],
      body: '{"tool_secret":"unknown-three","note":"known-secret-value"}',
    });
    const text = JSON.stringify(masked);
    for (const secret of ['known-secret-value', 'unknown-one', 'unknown-two', 'unknown-three']) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain('tool_secret');
    expect(masked.url).toContain('x=1');
  });

  test('a page from the middle of a body is masked by value', async () => {
    const text = `${'x'.repeat(100)}known-secret-value${'y'.repeat(100)}`;
    const read = (offset: number, limit: number) => text.slice(offset, offset + limit);
    const pages = await Promise.all([masking.page(read, 0, 105), masking.page(read, 105, 200)]);
    expect(pages.join('')).not.toMatch(/known|secret|value/);
  });
});
