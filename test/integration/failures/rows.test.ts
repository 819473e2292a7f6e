import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { knownTexts } from '../../../src/core/diagnosis/checks/known-errors/texts/index.ts';
import { misbehaviours } from '../../../src/protocol/misbehaving/catalogue.ts';
import { failureRows } from './rows.ts';

const top = fileURLToPath(new URL('../../../', import.meta.url));
const rows = Object.entries(failureRows);
const ids = rows.map(([id]) => id);

/** Cells of the tables of a document, blanks collapsed. */
function tableRows(file: string): string[][] {
  return readFileSync(`${top}${file}`, 'utf8')
    .split('\n')
    .filter((line) => /^\| [ABC]\d+ /.test(line))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
}

test('all rows of A, B and C are there', () => {
  const expected = [
    ['A', 23],
    ['B', 24],
    ['C', 11],
  ] as const;
  const all = expected.flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
  );
  expect(ids).toEqual(all);
});

test('each row the doctor names has one test that produces it, the others say what to ask for', () => {
  const files = globSync('test/{integration/failures,e2e}/*.test.ts', { cwd: top });
  const tested = files.flatMap((file) =>
    [...readFileSync(`${top}${file}`, 'utf8').matchAll(/^row\('([A-Z]\d+)'/gm)].map(([, id = '']) => id),
  );
  expect(tested.toSorted()).toEqual(
    rows
      .filter(([, { diagnosable }]) => diagnosable)
      .map(([id]) => id)
      .toSorted(),
  );
  const silent = rows.filter(([, row]) => !row.diagnosable && (row.ask ?? '') === '');
  expect(silent).toEqual([]);
});

test('the document lists every row once, in the words of the table', () => {
  expect(tableRows('docs/failures.md')).toEqual(
    rows.map(([id, { symptom, cause, named, ask }]) => [id, symptom, cause, named, ask ?? '']),
  );
});

test('behaviours of the sandbox and known error texts belong to rows there are', () => {
  const named = [...misbehaviours.flatMap(({ rows: own }) => [...own]), ...knownTexts.map(({ row }) => row)];
  expect(named.filter((row) => !/^NET-\d\d$/.test(row) && !ids.includes(row))).toEqual([]);
});
