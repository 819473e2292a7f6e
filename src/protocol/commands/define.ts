import type { z } from 'zod';

/** A command: what it takes and what it answers. Core checks `input` on receipt; the caller checks `output`. */
export type CommandSchema = { readonly input: z.ZodType; readonly output: z.ZodType };
export type CommandTable = Readonly<Record<string, CommandSchema>>;

/** Keeps the exact type of a table while checking its shape. */
export function defineCommands<const T extends CommandTable>(table: T): T {
  return table;
}
