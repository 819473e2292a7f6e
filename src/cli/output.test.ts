import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { printable } from '../core/interchange/printable.ts';
import { problemCodes, problemParameters } from '../protocol/problem.ts';
import { describeProblem } from './output.ts';

const file = new URL('../../resources/locales/en/problems.json', import.meta.url);
const catalogue = z
  .record(z.string(), z.strictObject({ title: z.string().min(1), fix: z.string().min(1) }))
  .parse(JSON.parse(readFileSync(file, 'utf8')));

describe('the catalogue of problems', () => {
  test('has a text for every code and no other', () => {
    expect(Object.keys(catalogue).sort()).toEqual([...problemCodes].sort());
  });

  test.each(problemCodes)('%s uses only parameters that are always there', (code) => {
    const { title, fix } = catalogue[code] ?? { title: '', fix: '' };
    const used = [...`${title} ${fix}`.matchAll(/\{\{\s*([\w.-]+)\s*\}\}/g)].map(([, name]) => name);
    const given: readonly string[] = ['field', ...problemParameters[code]];
    expect(used.filter((name) => name === undefined || !given.includes(name))).toEqual([]);
  });
});

test('a problem names what was wrong, where, its cause and what to do', () => {
  const text = describeProblem({
    code: 'input.invalid',
    params: {},
    field: 'credential.key',
    detail: 'expected string',
  });
  expect(text).toContain('credential.key is not valid.');
  expect(text).toContain('cause: expected string');
  expect(text).toMatch(/what to do: \S/);
});

test('control characters of an answer do not reach the terminal', () => {
  const hostile = 'a\u001b]0;title\u0007b\u009bc\rd';
  expect(printable(hostile)).toBe('a<U+001B>]0;title<U+0007>b<U+009B>c<U+000D>d');
  expect(printable('two\n\tlines, ü and 漢')).toBe('two\n\tlines, ü and 漢');
  const detail = describeProblem({ code: 'network.failed', params: { host: '\u001b[2J', port: 1 }, detail: hostile });
  expect(detail).not.toContain('\u001b');
});
