import { z } from 'zod';
import { backupSchema } from '../models/data/backup.ts';
import { defineCommands } from './define.ts';

export const backupsCommands = defineCommands({
  /** Newest first. Works while the data folder cannot be opened. */
  'backups.list': { input: z.strictObject({}), output: z.array(backupSchema) },
  /** Makes one now, and opens it to see that it holds all there is. */
  'backups.create': { input: z.strictObject({}), output: backupSchema },
  /**
   * Puts a backup in the place of what there is now, after a backup of that; a database that is damaged is kept as it is. Works while
   * the data folder cannot be opened. Refused, with nothing changed: `not-found`, `backup.unusable`, `storage.newer-than-app`.
   */
  'backups.restore': {
    input: z.strictObject({ name: z.string().min(1).max(200) }),
    output: z.strictObject({
      restored: backupSchema,
      /** Name of the file in `backups` that holds what was there before. */
      before: z.string(),
    }),
  },
});
