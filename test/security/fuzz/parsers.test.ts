import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProblemError } from '../../../src/protocol/problem.ts';
import { hostileText } from './hostile.ts';
import { readers } from './readers.ts';
import { cases, longest, withoutHang } from './settings.ts';

/** A text with a few edits: parts left out, doubled, cut off, or replaced by something hostile. */
function edited(seeds: readonly string[]): fc.Arbitrary<string> {
  const at = fc.double({ min: 0, max: 1, noNaN: true });
  const edit = fc.record({ from: at, length: fc.nat({ max: 40 }), put: fc.oneof(hostileText, fc.constant(null)) });
  return fc.tuple(fc.constantFrom(...seeds), fc.array(edit, { maxLength: 4 })).map(([text, edits]) =>
    edits.reduce((current, { from, length, put }) => {
      const start = Math.floor(from * current.length);
      const part = current.slice(start, start + length);
      return current.slice(0, start) + (put ?? part + part) + current.slice(start + length);
    }, text),
  );
}

/** Told by the kind: what a reader refuses on purpose is neither. */
function isBug(error: Error): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
}

describe('every reader ends with an answer or a problem, given', () => {
  test.each(readers)('$name', { timeout: longest }, async ({ name, seeds, read, count = 10_000, mayThrow }) => {
    const given = fc.oneof({ weight: 3, arbitrary: edited(seeds) }, { weight: 1, arbitrary: hostileText });
    const tries = fc.asyncProperty(given, (text) =>
      withoutHang(name, async () => {
        try {
          await read(text);
        } catch (error) {
          if (error instanceof ProblemError) return;
          if (mayThrow === true && error instanceof Error && !isBug(error)) return;
          throw error;
        }
      }),
    );
    // Made smaller, a text that hangs would hang again and again.
    await fc.assert(tries, { ...cases(count), endOnFailure: true });
  });

  test('nothing read has changed what all objects inherit', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect('polluted' in {}).toBe(false);
  });
});
