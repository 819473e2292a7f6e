import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseParts, contextOf, partAt } from './base-string.ts';

const text = 'POST&https%3A%2F%2Ftool.example%2F&a%2520b%3D1%26custom_%25C3%25BC%3Dx';

describe('baseParts', () => {
  it('names the parameters, decoded', () => {
    expect(baseParts(text).map(({ kind, name }) => [kind, name])).toEqual([
      ['method', ''],
      ['url', ''],
      ['parameter', 'a b'],
      ['parameter', 'custom_ü'],
    ]);
  });

  it('reads the string of ProctorExam', () => {
    expect(baseParts('name=a b?nonce=1').map(({ name }) => name)).toEqual(['name', 'nonce']);
  });

  it('keeps order and bounds for any text', () => {
    fc.assert(
      fc.property(fc.string(), (any) => {
        const parts = baseParts(any);
        expect(parts.every(({ start, end }, index) => start <= end && start >= (parts[index - 1]?.end ?? 0))).toBe(
          true,
        );
        expect(parts.at(-1)?.end).toBe(any.length);
      }),
    );
  });

  it('finds the part of a character, the separator counted to the next one', () => {
    const parts = baseParts(text);
    expect(partAt(parts, 0)?.kind).toBe('method');
    expect(partAt(parts, 'POST'.length)?.kind).toBe('url');
    expect(partAt(parts, text.length - 1)?.name).toBe('custom_ü');
    expect(partAt(parts, text.length)).toBeNull();
  });
});

describe('contextOf', () => {
  it('shows where a text goes on', () => {
    expect(contextOf('0123456789', 5, 2)).toEqual({ before: '…34', mark: '5', after: '67…' });
    expect(contextOf('0123', 1, 5)).toEqual({ before: '0', mark: '1', after: '23' });
    expect(contextOf('01', 2, 5)).toEqual({ before: '01', mark: '', after: '' });
  });
});
