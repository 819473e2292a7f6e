import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const docs = new URL('../../../docs/', import.meta.url);
const page = readFileSync(new URL('security.md', docs), 'utf8');

/** Rows of the table: promise, link to the file, title of the test. */
const promises = [
  ...page.matchAll(/^\| (?<promise>[^|]+?) +\| \[[^\]]+\]\((?<file>[^)]+)\) +\| (?<title>[^|]+?) +\|$/gm),
].map(({ groups = {} }) => ({ promise: groups.promise ?? '', file: groups.file ?? '', title: groups.title ?? '' }));

describe('docs/security.md', () => {
  test('promises something', () => {
    expect(promises.length).toBeGreaterThan(20);
  });

  test.each(promises)('keeps a test for “$promise”', ({ file, title }) => {
    expect(readFileSync(fileURLToPath(new URL(file, docs)), 'utf8')).toContain(title);
  });
});
