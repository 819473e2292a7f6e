import { randomBytes } from 'node:crypto';
import { chmod, type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ProblemError } from '../../protocol/problem.ts';

/** Names that are devices on Windows, with any extension. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what no file name may hold
const unsafe = /[<>:"/\\|?*\u0000-\u001f]+/g;

/** A name every file system takes, as close to the wished one as can be: names of connections end up in it. */
export function safeFileName(name: string): string {
  const plain = name
    .replace(unsafe, '-')
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .trim();
  if (plain === '') return 'file';
  return deviceName.test(plain) ? `_${plain}` : plain;
}

/**
 * Writes a file whole or not at all: beside its place first, then renamed over it. A link stays a link, and a file that is replaced
 * keeps its permissions unless `mode` says which it is to have.
 * @throws ProblemError `file.read-only`, `file.disk-full`, or `file.not-saved` for any other refusal
 */
export async function saveFile(path: string, content: string | Uint8Array, mode?: number): Promise<void> {
  let unfinished: string | null = null;
  try {
    const target = await realpath(path).catch(() => path);
    unfinished = join(dirname(target), `.countersign-${randomBytes(6).toString('hex')}.part`);
    await writeAll(unfinished, content, mode);
    const replaced = await stat(target).catch(() => null);
    if (replaced?.isFile() && mode === undefined) await chmod(unfinished, replaced.mode & 0o777);
    await rename(unfinished, target);
  } catch (error) {
    if (unfinished !== null) await rm(unfinished, { force: true }).catch(() => undefined);
    throw fileProblem(error, path);
  }
}

async function writeAll(path: string, content: string | Uint8Array, mode = 0o666): Promise<void> {
  const handle: FileHandle = await open(path, 'wx', mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What the system's refusal to write a file means to the person who wanted it. */
export function fileProblem(error: unknown, path: string): ProblemError {
  const details = {
    params: { path },
    detail: error instanceof Error ? error.message : String(error),
    cause: error,
  };
  switch (error instanceof Error && 'code' in error ? error.code : null) {
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new ProblemError('file.read-only', details);
    case 'ENOSPC':
    case 'EDQUOT':
      return new ProblemError('file.disk-full', details);
    default:
      return new ProblemError('file.not-saved', details);
  }
}
