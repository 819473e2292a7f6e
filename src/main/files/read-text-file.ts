import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ProblemError } from '../../protocol/problem.ts';

/** Largest file the window is given, in bytes: it travels as one message. */
const maxFileBytes = 4 * 1024 * 1024;

/**
 * Reads a file as UTF-8 text.
 * @throws ProblemError `input.too-large` beyond 4 MiB; `input.unreadable` when it cannot be read or is not UTF-8
 */
export async function readTextFile(path: string): Promise<{ name: string; text: string }> {
  const name = basename(path);
  const unreadable = (cause: unknown) => {
    const detail = cause instanceof TypeError ? 'The file is not text in UTF-8.' : String(cause);
    return new ProblemError('input.unreadable', { params: { name }, detail, cause });
  };
  const { size } = await stat(path).catch((cause: unknown) => {
    throw unreadable(cause);
  });
  if (size > maxFileBytes)
    throw new ProblemError('input.too-large', { params: { name, length: size, limit: maxFileBytes } });
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)) };
  } catch (cause) {
    throw unreadable(cause);
  }
}
