import { ProblemError } from '../../protocol/problem.ts';
import { openLockFile, sqliteCode } from '../adapters/node/open-database.ts';
import { createPrivateFile, type DataPaths } from './folder.ts';
import { asStorageProblem } from './problems.ts';

/** Held while the data folder is open. */
export type FolderLock = { release(): void };

/**
 * Takes the data folder for this process alone. Throws `storage.in-use` (`params.path`) while another process has it open.
 * A lock of the operating system on a file of its own: a killed process leaves none behind.
 */
export function lockFolder(paths: DataPaths): FolderLock {
  try {
    createPrivateFile(paths.lock);
    const connection = openLockFile(paths.lock);
    return { release: () => connection.close() };
  } catch (error) {
    if (sqliteCode(error) !== 'SQLITE_BUSY') throw asStorageProblem(error, paths.lock);
    throw new ProblemError('storage.in-use', {
      params: { path: paths.folder },
      detail: 'another Countersign window or command has this data folder open',
      cause: error,
    });
  }
}
