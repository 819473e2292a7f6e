import type { z } from 'zod';
import type { Log } from '../ports.ts';

/** Where a JSON column is, for the log. */
type Place = { table: string; id: string };

/**
 * Parses a JSON column. A value that does not fit `schema` is `undefined` and a line in the log that says where, never what:
 * one bad row must not cost a person all the others.
 */
export function parseColumn<T>(schema: z.ZodType<T>, text: string, place: Place, log: Log): T | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    log.error('A stored row was skipped: it is not JSON.', undefined, place);
    return undefined;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  log.error('A stored row was skipped: it does not have the expected shape.', undefined, { ...place, path });
  return undefined;
}
