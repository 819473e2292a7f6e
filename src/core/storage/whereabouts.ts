import type { Whereabouts } from '../../protocol/models/vault/vault-protection.ts';
import { listBackups } from './backups/folder.ts';
import { dataPaths } from './folder.ts';

/** Where everything is kept in the data folder, and how old its newest copy of the database is. */
export function whereabouts(folder: string): Whereabouts {
  const { database, bodies, backups } = dataPaths(folder);
  const times = listBackups(backups).map(({ at }) => at);
  const lastAt = times.length === 0 ? null : Math.max(...times);
  return { folder, database, bodies, backups: { folder: backups, count: times.length, lastAt } };
}
