import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTextFile } from './read-text-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a text file is read with its name', async () => {
  const path = join(folder, 'openapi.yaml');
  await writeFile(path, 'openapi: 3.1.0 # ü');
  expect(await readTextFile(path)).toEqual({ name: 'openapi.yaml', text: 'openapi: 3.1.0 # ü' });
});

test.each([
  ['binary.bin', Buffer.from([0xff, 0xfe, 0x00]), 'input.unreadable'],
  ['large.txt', Buffer.alloc(4 * 1024 * 1024 + 1), 'input.too-large'],
])('%s is refused', async (name, content, code) => {
  const path = join(folder, name);
  await writeFile(path, content);
  await expect(readTextFile(path)).rejects.toMatchObject({ problem: { code, params: { name } } });
});

test('a file that is gone, and a folder, are unreadable', async () => {
  await expect(readTextFile(join(folder, 'none'))).rejects.toMatchObject({ problem: { code: 'input.unreadable' } });
  await expect(readTextFile(folder)).rejects.toMatchObject({ problem: { code: 'input.unreadable' } });
});
