import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { asStorageProblem } from './problems.ts';

/** Where everything is kept inside the data folder. */
export type DataPaths = {
  folder: string;
  database: string;
  lock: string;
  backups: string;
  bodies: string;
};

/** The person's own files only: folders 0700, files 0600. */
export const privateFolderMode = 0o700;
export const privateFileMode = 0o600;

export function dataPaths(folder: string): DataPaths {
  return {
    folder,
    database: join(folder, 'countersign.db'),
    lock: join(folder, 'countersign.lock'),
    backups: join(folder, 'backups'),
    bodies: join(folder, 'bodies'),
  };
}

/**
 * Creates the folders, private from the start. A data folder that exists keeps its mode: it may be shared with others on
 * purpose, and what we put into it is private anyway. Throws `storage.read-only` or `storage.full`.
 */
export function prepareFolders(paths: DataPaths): void {
  try {
    for (const folder of [paths.folder, paths.backups, paths.bodies]) {
      mkdirSync(folder, { recursive: true, mode: privateFolderMode });
    }
  } catch (error) {
    throw asStorageProblem(error, paths.folder);
  }
}

/** Creates an empty file that nobody else may read: SQLite gives its WAL the mode of the database beside it. */
export function createPrivateFile(file: string): void {
  if (existsSync(file)) return;
  closeSync(openSync(file, 'wx', privateFileMode));
}
