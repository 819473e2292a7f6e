import { z } from 'zod';
import { dataLocationSchema } from '../models/data/data-location.ts';
import { defineCommands } from './define.ts';

/** Absolute path. */
const folderSchema = z.string().min(1).max(4096);

export const dataCommands = defineCommands({
  /** Works while the data cannot be opened. Refused: `storage.pointer-damaged`. */
  'data.location': { input: z.strictObject({}), output: dataLocationSchema },
  /**
   * Copies all data into an empty folder, opens the copy and compares it, and lets it take charge; the vault is locked
   * afterwards, and what was deleted can no longer be brought back. The old folder is left as it is. Refused, with the old
   * folder in charge: `input.invalid` for a relative path, `move.*`, `storage.*`.
   */
  'data.move': { input: z.strictObject({ to: folderSchema }), output: dataLocationSchema },
  /** Removes the copy that was left where the data was before, once the folder in charge is open. Refused: `not-found`. */
  'data.removeOld': { input: z.strictObject({}), output: z.strictObject({ removed: z.string() }) },
  /** Takes the moved data from where it is now: its disk has another name. Refused: `move.reachable`, `move.no-data`. */
  'data.use': { input: z.strictObject({ folder: folderSchema }), output: dataLocationSchema },
  /** Goes on in the default folder, with what is there, without the moved data. Refused: `move.reachable`. */
  'data.useHome': { input: z.strictObject({}), output: dataLocationSchema },
});
