import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createLog, logAddress } from './log.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-log-'));
afterAll(() => rm(folder, { recursive: true }));
const now = () => new Date('2028-01-01T00:00:00Z');

test('a line is JSON with its time', () => {
  const path = join(folder, 'a.log');
  createLog(path, now)('core ended', { reason: 'exit code 1' });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    at: '2028-01-01T00:00:00.000Z',
    message: 'core ended',
    reason: 'exit code 1',
  });
});

test('a full log makes room for a new one', () => {
  const path = join(folder, 'b.log');
  writeFileSync(path, 'x'.repeat(1024 * 1024 + 1));
  createLog(path, now)('next');
  expect(readFileSync(path, 'utf8')).toContain('next');
  expect(readFileSync(path, 'utf8').length).toBeLessThan(200);
  expect(readFileSync(`${path}.old`, 'utf8')).toMatch(/^x+$/);
});

test('a log that cannot be written is no reason to stop', () => {
  expect(() => createLog(join(folder, 'no', 'such', 'folder'), now)('lost')).not.toThrow();
});

test.each([
  ['https://user:secret@tool.example/launch?signature=secret#secret', 'https://tool.example/launch'],
  ['not an address', '(no address)'],
])('an address is logged without its secrets: %s', (address, logged) => {
  expect(logAddress(address)).toBe(logged);
});
