import type { BackupReason } from '../../../protocol/models/data/backup.ts';

const pattern = /^countersign-(weekly|manual|before-restore|before-\d{4}-[a-z0-9-]+?)-(\d{8}T\d{6}Z)(?:-\d+)?\.db$/;

/** File name of a backup, without its ending. `for` a migration: `before-<its name>`. */
export function backupName(reason: Exclude<BackupReason, 'migration'> | `before-${string}`, now: number): string {
  return `countersign-${reason}-${compactTime(now)}`;
}

/** What the name of a file in `backups` says; `null` when it is no backup. */
export function readBackupName(file: string): { reason: BackupReason; at: number } | null {
  const [, what, stamp] = pattern.exec(file) ?? [];
  if (what === undefined || stamp === undefined) return null;
  const at = timeOf(stamp);
  if (Number.isNaN(at)) return null;
  switch (what) {
    case 'weekly':
    case 'manual':
    case 'before-restore':
      return { reason: what, at };
    default:
      return { reason: 'migration', at };
  }
}

/** `20260131T235959Z`: sorts by time and is a legal file name everywhere. */
export function compactTime(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
}

function timeOf(stamp: string): number {
  return Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
