import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkRegister } from './register.ts';

function sources(folder: URL): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test)\.ts$/.test(name) && !name.endsWith('register.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
}

const code = [new URL('../', import.meta.url), new URL('../../lti/advantage/', import.meta.url)]
  .flatMap(sources)
  .join('\n');

test('each check is in the register once, and in the code', () => {
  const ids = checkRegister.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const used = new Set([...code.matchAll(/(?:id|check): '((?:CFG|OA|OI|NET|SVC)-\d\d)'/g)].map((match) => match[1]));
  expect([...used].filter((id) => !ids.includes(id ?? ''))).toEqual([]);
  // The search has findings of its own form.
  expect(ids.filter((id) => !used.has(id) && id !== 'OA-09')).toEqual([]);
});

test('docs/checks.md shows the register', () => {
  const page = readFileSync(new URL('../../../../docs/checks.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| (?:CFG|OA|OI|NET|SVC)-/.test(line));
  const cells = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  expect(cells).toEqual(
    checkRegister.map(({ id, severities, phases, title }) => [id, severities.join(', '), phases.join(', '), title]),
  );
});
