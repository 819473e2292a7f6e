import { z } from 'zod';

/** Where the data folder is. */
export const dataLocationSchema = z.strictObject({
  /** The default folder, into which every start looks first. */
  home: z.string(),
  /** The folder in charge. */
  folder: z.string(),
  database: z.string(),
  /** Where the data was before it was moved, as long as it is still there too. */
  old: z.string().nullable(),
  /** Whether the folder in charge can be reached: the disk it is on may not be plugged in. */
  present: z.boolean(),
  /** Whether there is a database in the default folder, whichever folder is in charge. */
  homeHasData: z.boolean(),
});
export type DataLocation = z.infer<typeof dataLocationSchema>;
