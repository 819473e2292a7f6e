import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileProblem, safeFileName, saveFile } from './save-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-save-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('text is written as UTF-8 and bytes as they are, and nothing else is left behind', async () => {
  await saveFile(join(folder, 'a.txt'), 'für alle');
  await saveFile(join(folder, 'b.zip'), Uint8Array.of(0x50, 0x4b, 0xff, 0x00));
  expect(await readFile(join(folder, 'a.txt'))).toEqual(Buffer.from('für alle', 'utf8'));
  expect(await readFile(join(folder, 'b.zip'))).toEqual(Buffer.from([0x50, 0x4b, 0xff, 0x00]));
  expect((await readdir(folder)).sort()).toEqual(['a.txt', 'b.zip']);
});

test('a file that is replaced keeps its permissions', async () => {
  const path = join(folder, 'private.txt');
  await writeFile(path, 'before');
  await chmod(path, 0o600);
  await saveFile(path, 'after');
  expect(await readFile(path, 'utf8')).toBe('after');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a link is followed, not replaced', async () => {
  await writeFile(join(folder, 'real.txt'), 'before');
  await symlink(join(folder, 'real.txt'), join(folder, 'link.txt'));
  await saveFile(join(folder, 'link.txt'), 'after');
  expect((await lstat(join(folder, 'link.txt'))).isSymbolicLink()).toBe(true);
  expect(await readFile(join(folder, 'real.txt'), 'utf8')).toBe('after');
});

test('a name as long as a file system takes can be saved', async () => {
  const path = join(folder, `${'n'.repeat(251)}.txt`);
  await saveFile(path, 'long');
  expect(await readFile(path, 'utf8')).toBe('long');
});

test('what cannot be saved leaves nothing half-written, and says which file', async () => {
  const path = join(folder, 'taken');
  await mkdir(join(path, 'inside'), { recursive: true });
  await expect(saveFile(path, 'text')).rejects.toMatchObject({ problem: { code: 'file.not-saved', params: { path } } });
  await expect(saveFile(join(folder, 'none', 'a.txt'), 'text')).rejects.toMatchObject({
    problem: { code: 'file.not-saved' },
  });
  expect(await readdir(folder)).toEqual(['taken']);
});

test.each([
  ['EROFS', 'file.read-only'],
  ['EACCES', 'file.read-only'],
  ['ENOSPC', 'file.disk-full'],
  ['EDQUOT', 'file.disk-full'],
  ['EIO', 'file.not-saved'],
])('%s is told as %s', (code, expected) => {
  const error = Object.assign(new Error('the system says no'), { code });
  expect(fileProblem(error, '/a/b.txt').problem).toEqual({
    code: expected,
    params: { path: '/a/b.txt' },
    detail: 'the system says no',
  });
});

test.each([
  ['Campus: Library / 2.xml', 'Campus- Library - 2.xml'],
  ['../../etc/passwd', '-..-etc-passwd'],
  ['NUL.txt', '_NUL.txt'],
  [' . ', 'file'],
  ['résumé.html', 'résumé.html'],
])('%j becomes a name every system takes', (wished, expected) => {
  expect(safeFileName(wished)).toBe(expected);
});
