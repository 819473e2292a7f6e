import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError } from '../../protocol/problem.ts';
import type { SqliteConnection } from '../adapters/node/open-database.ts';
import { createPrivateFile } from './folder.ts';
import { asStorageProblem } from './problems.ts';

/**
 * Copies the whole database into `folder`, named after the migration it is made for and the time, and returns the path once
 * the copy is safely on the disk. Throws `storage.corrupt` for a damaged database, `storage.full` where there is no room;
 * no half copy is left behind.
 */
export function copyBefore(connection: SqliteConnection, migration: string, folder: string, now: number): string {
  const verdict = connection.pragma('quick_check(1)', { simple: true });
  if (verdict !== 'ok') {
    throw new ProblemError('storage.corrupt', { params: { path: connection.name }, detail: String(verdict) });
  }
  const file = freeName(folder, `countersign-before-${migration}-${compactTime(now)}`);
  try {
    createPrivateFile(file);
    connection.prepare('VACUUM INTO ?').run(file);
    const handle = openSync(file, 'r+');
    fsyncSync(handle);
    closeSync(handle);
    return file;
  } catch (error) {
    rmSync(file, { force: true });
    throw asStorageProblem(error, file);
  }
}

function freeName(folder: string, name: string): string {
  for (let number = 1; ; number += 1) {
    const file = join(folder, number === 1 ? `${name}.db` : `${name}-${number}.db`);
    if (!existsSync(file)) return file;
  }
}

/** `20260131T235959Z`: sorts by time and is a legal file name everywhere. */
function compactTime(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
}
