import type { Backup } from '../../protocol/models/data/backup.ts';
import type { Clock } from '../ports.ts';
import { listBackups } from '../storage/backups/folder.ts';
import { dataPaths } from '../storage/folder.ts';
import type { Storage } from '../storage/open-storage.ts';
import { readSettings } from './settings.ts';

const dayMs = 24 * 60 * 60 * 1000;
const weekMs = 7 * dayMs;

/** Makes a backup, and lets the oldest of its kind go beyond as many as the settings keep. Throws `storage.*`, `backup.unusable`. */
export function backUp(storage: Storage, reason: Exclude<Backup['reason'], 'migration'>, clock: Clock): Backup {
  return storage.makeBackup(reason, clock.now(), readSettings(storage).backupsKept);
}

/**
 * Makes the weekly backup when it is due: there is something to lose and no weekly backup of the last seven days. One from
 * the future does not count: the clock has been moved back since. Answers whether one was made.
 */
export function backUpWhenDue(storage: Storage, clock: Clock): boolean {
  if (storage.connections.count() === 0 && storage.keySlots.list().length === 0) return false;
  const now = clock.now();
  const isCovered = listBackups(dataPaths(storage.folder).backups).some(
    ({ reason, at }) => reason === 'weekly' && at > now - weekMs && at < now + dayMs,
  );
  if (isCovered) return false;
  backUp(storage, 'weekly', clock);
  return true;
}
