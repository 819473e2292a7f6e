import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError } from '../../../protocol/problem.ts';
import { openDatabase, openDatabaseReadOnly, type SqliteConnection } from '../../adapters/node/open-database.ts';
import { createPrivateFile, type DataPaths, privateFolderMode } from '../folder.ts';
import { asStorageProblem } from '../problems.ts';
import { bodiesFolderOf, bodyFilesOf, copyBodies, missingBodies } from './bodies.ts';
import { contentsOf, hasTable } from './contents.ts';

/**
 * Copies the whole database and the files of its bodies into `backups`, opens the copy and compares it, and returns its path once
 * it is safely on the disk under its name. Throws `storage.corrupt` for a damaged database, `storage.full` where there is no
 * room, `backup.unusable` for a copy that does not hold what it should; no half copy is left behind.
 */
export function makeBackup(connection: SqliteConnection, name: string, paths: DataPaths): string {
  const verdict = connection.pragma('quick_check(1)', { simple: true });
  if (verdict !== 'ok') {
    throw new ProblemError('storage.corrupt', { params: { path: connection.name }, detail: String(verdict) });
  }
  const file = freeName(paths.backups, name);
  const unfinished = `${file}.part`;
  try {
    rmSync(unfinished, { force: true });
    copyBodyFiles(connection, file, paths);
    createPrivateFile(unfinished);
    connection.prepare('VACUUM INTO ?').run(unfinished);
    emptyTrash(unfinished);
    compare(connection, unfinished, file);
    const handle = openSync(unfinished, 'r+');
    fsyncSync(handle);
    closeSync(handle);
    renameSync(unfinished, file);
    return file;
  } catch (error) {
    for (const left of [unfinished, `${unfinished}-journal`, `${unfinished}-wal`, `${unfinished}-shm`]) {
      rmSync(left, { force: true });
    }
    rmSync(bodiesFolderOf(file), { recursive: true, force: true });
    throw asStorageProblem(error, file);
  }
}

function copyBodyFiles(connection: SqliteConnection, file: string, paths: DataPaths): void {
  const names = bodyFilesOf(connection);
  if (names.length === 0) return;
  const folder = bodiesFolderOf(file);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: privateFolderMode });
  copyBodies(names, paths.bodies, folder);
}

/** What was deleted is not kept alive by a backup made before it is purged. */
function emptyTrash(file: string): void {
  const copy = openDatabase(file);
  try {
    if (hasTable(copy, 'trash')) copy.exec('DELETE FROM trash_rows; DELETE FROM trash');
    // A file of its own, without a WAL beside it: a copy has to be one file.
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/** Compares within one synchronous step: nothing can be written to the original between the copy and this. */
function compare(original: SqliteConnection, unfinished: string, file: string): void {
  const copy = openDatabaseReadOnly(unfinished);
  try {
    const verdict = copy.pragma('integrity_check(1)', { simple: true });
    const reason =
      verdict !== 'ok'
        ? String(verdict)
        : contentsOf(copy) !== contentsOf(original)
          ? 'the copy does not hold what the database holds'
          : missingBodies(copy, bodiesFolderOf(file));
    if (reason !== null) throw new ProblemError('backup.unusable', { params: { name: file, reason } });
  } finally {
    copy.close();
  }
}

function freeName(folder: string, name: string): string {
  for (let number = 1; ; number += 1) {
    const file = join(folder, number === 1 ? `${name}.db` : `${name}-${number}.db`);
    if (!existsSync(file)) return file;
  }
}
