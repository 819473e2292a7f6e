import { z } from 'zod';

/** `migration`: before an update changed the database; `before-restore`: the state a restored backup took the place of. */
export const backupReasonSchema = z.enum(['weekly', 'manual', 'before-restore', 'migration']);
export type BackupReason = z.infer<typeof backupReasonSchema>;

export const backupSchema = z.strictObject({
  /** Name of its file in the folder `backups`. */
  name: z.string(),
  reason: backupReasonSchema,
  /** Epoch milliseconds. */
  at: z.number(),
  /** Of the database and the files of large bodies. */
  bytes: z.int(),
});
export type Backup = z.infer<typeof backupSchema>;
