import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import type { Backup } from '../../../protocol/models/data/backup.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { openDatabaseReadOnly } from '../../adapters/node/open-database.ts';
import { type DataPaths, dataPaths } from '../folder.ts';
import { lockFolder } from '../lock.ts';
import { inspectDatabase } from '../migrate.ts';
import { migrations } from '../migrations/index.ts';
import { asStorageProblem } from '../problems.ts';
import { bodiesFolderOf, copyBodies, missingBodies } from './bodies.ts';
import { listBackups } from './folder.ts';
import { compactTime } from './names.ts';

/**
 * The backup of that name, opened and found whole. Throws `not-found`, `backup.unusable`, and `storage.newer-than-app` for one a
 * newer version wrote.
 */
export function checkBackup(folder: string, name: string, appVersion: string): Backup {
  const { backups } = dataPaths(folder);
  const backup = listBackups(backups).find((one) => one.name === name);
  if (backup === undefined) throw new ProblemError('not-found', { params: { what: 'backup', id: name } });
  const file = join(backups, name);
  const reason = whyUnusable(file, appVersion);
  if (reason !== null) throw new ProblemError('backup.unusable', { params: { name, reason } });
  return backup;
}

function whyUnusable(file: string, appVersion: string): string | null {
  try {
    if (inspectDatabase(file, migrations, appVersion).applied.length === 0) return 'it is empty';
    const connection = openDatabaseReadOnly(file);
    try {
      const verdict = connection.pragma('integrity_check(1)', { simple: true });
      return verdict === 'ok' ? missingBodies(connection, bodiesFolderOf(file)) : String(verdict);
    } finally {
      connection.close();
    }
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'storage.newer-than-app') throw error;
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Puts a checked backup in the place of the database, which must be closed. The database is one or the other at every moment; a
 * crash in between leaves both. Throws `storage.in-use`, `storage.full`, `storage.read-only`.
 */
export function putBack(folder: string, name: string): void {
  const paths = dataPaths(folder);
  const lock = lockFolder(paths);
  const incoming = `${paths.database}.restoring`;
  try {
    const backup = join(paths.backups, name);
    const bodies = bodiesFolderOf(backup);
    if (existsSync(bodies)) copyBodies(readdirSync(bodies), bodies, paths.bodies);
    rmSync(incoming, { force: true });
    copyFileSync(backup, incoming);
    const handle = openSync(incoming, 'r+');
    fsyncSync(handle);
    closeSync(handle);
    // SQLite would play a WAL that is left over this database.
    for (const beside of [`${paths.database}-wal`, `${paths.database}-shm`]) rmSync(beside, { force: true });
    renameSync(incoming, paths.database);
  } catch (error) {
    rmSync(incoming, { force: true });
    throw asStorageProblem(error, paths.database);
  } finally {
    lock.release();
  }
}

/** Keeps a database that cannot be opened, and its WAL, under a name in `backups`, which it answers. It stays where it is, too. */
export function keepDamaged(folder: string, now: number): string {
  const paths = dataPaths(folder);
  const kept = join(paths.backups, `countersign-damaged-${compactTime(now)}.db`);
  try {
    keepFile(paths, '', kept);
    keepFile(paths, '-wal', kept);
    return basename(kept);
  } catch (error) {
    throw asStorageProblem(error, kept);
  }
}

function keepFile({ database }: DataPaths, ending: '' | '-wal', kept: string): void {
  const file = `${database}${ending}`;
  if (!existsSync(file)) return;
  const target = `${kept}${ending}`;
  rmSync(target, { force: true });
  try {
    linkSync(file, target);
  } catch {
    copyFileSync(file, target);
  }
}
