import { copyFileSync, existsSync, linkSync } from 'node:fs';
import { join } from 'node:path';
import type { SqliteConnection } from '../../adapters/node/open-database.ts';
import { hasTable } from './contents.ts';

/** The folder beside a backup's database that holds the files of its bodies. */
export function bodiesFolderOf(backup: string): string {
  return backup.replace(/\.db$/, '.bodies');
}

export function bodyFilesOf(connection: SqliteConnection): string[] {
  if (!hasTable(connection, 'exchange_bodies')) return [];
  return connection
    .prepare<[], { file: string }>('SELECT file FROM exchange_bodies WHERE file IS NOT NULL')
    .all()
    .map(({ file }) => file);
}

/** A body file is never changed once it has its name, so a second name for it is a copy that takes no room. */
export function copyBodies(names: readonly string[], from: string, to: string): void {
  for (const name of names) {
    const source = join(from, name);
    const target = join(to, name);
    if (existsSync(target) || !existsSync(source)) continue;
    try {
      linkSync(source, target);
    } catch {
      copyFileSync(source, target);
    }
  }
}

/** Says which file of a body is missing, `null` when all are there. */
export function missingBodies(connection: SqliteConnection, folder: string): string | null {
  const missing = bodyFilesOf(connection).filter((name) => !existsSync(join(folder, name)));
  return missing.length === 0 ? null : `${missing.length} body files are missing, the first is ${missing[0]}`;
}
