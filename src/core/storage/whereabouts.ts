import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Whereabouts } from '../../protocol/models/vault-protection.ts';
import { dataPaths } from './folder.ts';

/** Where everything is kept in the data folder, and how old its newest copy of the database is. */
export function whereabouts(folder: string): Whereabouts {
  const { database, bodies, backups } = dataPaths(folder);
  const times = readdirSync(backups)
    .filter((name) => name.endsWith('.db'))
    .flatMap((name) => modifiedAt(join(backups, name)) ?? []);
  const lastAt = times.length === 0 ? null : Math.max(...times);
  return { folder, database, bodies, backups: { folder: backups, count: times.length, lastAt } };
}

/** Epoch milliseconds; nothing for a file that has just gone. */
function modifiedAt(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
