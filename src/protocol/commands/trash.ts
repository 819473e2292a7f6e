import { z } from 'zod';
import { trashEntrySchema } from '../models/data/trash.ts';
import { defineCommands } from './define.ts';

export const trashCommands = defineCommands({
  /** What was deleted since the app was started, the latest first. */
  'trash.list': { input: z.strictObject({}), output: z.array(trashEntrySchema) },
  /**
   * Brings a deletion back, with what it cannot be without: a connection with its deleted credential. Without `id`, the latest one.
   * Refused with `not-found` when there is nothing to bring back, and `trash.taken` when something else has its place.
   */
  'trash.restore': {
    input: z.strictObject({ id: z.string().min(1).max(100).optional() }),
    output: z.array(trashEntrySchema),
  },
});
