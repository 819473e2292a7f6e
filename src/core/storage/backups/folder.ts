import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Backup, BackupReason } from '../../../protocol/models/data/backup.ts';
import { bodiesFolderOf } from './bodies.ts';
import { readBackupName } from './names.ts';

/** The backups in a folder, newest first; a folder that does not exist has none. Opens none of them. */
export function listBackups(folder: string): Backup[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const read = readBackupName(name);
      return read === null ? [] : [{ name, ...read, bytes: sizeOf(join(folder, name)) }];
    })
    .toSorted((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1));
}

/**
 * Deletes the oldest of one reason until `keep` are left. `made` always stays: after the clock was moved back, the newest backup
 * looks like the oldest.
 */
export function pruneBackups(folder: string, reason: BackupReason, keep: number, made: string): void {
  const others = listBackups(folder).filter((backup) => backup.reason === reason && backup.name !== made);
  for (const { name } of others.slice(Math.max(0, keep - 1))) {
    // The bodies last: a database without them would be listed as a backup.
    rmSync(join(folder, name), { force: true });
    rmSync(bodiesFolderOf(join(folder, name)), { recursive: true, force: true });
  }
}

function sizeOf(file: string): number {
  const bodies = bodiesFolderOf(file);
  const files = existsSync(bodies) ? readdirSync(bodies).map((name) => join(bodies, name)) : [];
  return [file, ...files].reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
}
