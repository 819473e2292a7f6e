import { existsSync } from 'node:fs';
import { ProblemError } from '../../../protocol/problem.ts';
import { dataPaths } from '../folder.ts';
import { inspectDatabase } from '../migrate.ts';
import { migrations } from '../migrations/index.ts';

/** Throws `move.no-data` for a folder without our data, and as opening it would for data that cannot be used. */
export function checkDataFolder(folder: string, appVersion: string): void {
  const { database } = dataPaths(folder);
  if (!existsSync(database) || inspectDatabase(database, migrations, appVersion).applied.length === 0) {
    throw new ProblemError('move.no-data', { params: { path: folder } });
  }
}
