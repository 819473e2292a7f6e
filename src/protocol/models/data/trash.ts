import { z } from 'zod';

export const trashKindSchema = z.enum([
  'connection',
  'credential',
  'exchanges',
  'captures',
  'registration',
  'person',
  'course',
  'contract',
]);
export type TrashKind = z.infer<typeof trashKindSchema>;

/** Something that was deleted and can be brought back until the app closes. */
export const trashEntrySchema = z.strictObject({
  id: z.string(),
  kind: trashKindSchema,
  /** What it was called; empty for several things at once, and for what has its name sealed. */
  name: z.string(),
  /** How many things: exchanges and captures are deleted together. */
  count: z.int().min(1),
  /** Epoch milliseconds. */
  deletedAt: z.number(),
});
export type TrashEntry = z.infer<typeof trashEntrySchema>;
