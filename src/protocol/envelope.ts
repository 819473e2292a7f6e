import { z } from 'zod';
import { problemSchema } from './problem.ts';

/** Largest message in characters of JSON that any process accepts from another. */
export const maxMessageLength = 8 * 1024 * 1024;

export const requestIdSchema = z.string().min(1).max(100);

/** Window → main → core. Main checks the envelope and the sender; core checks `input` against the command's schema. */
export const requestSchema = z.strictObject({
  id: requestIdSchema,
  command: z.string().min(1).max(100),
  input: z.unknown(),
});
export type Request = z.infer<typeof requestSchema>;

export const resultSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), output: z.unknown() }),
  z.strictObject({ ok: z.literal(false), problem: problemSchema }),
]);
export type Result = z.infer<typeof resultSchema>;

/** IPC channel names between window and main. */
export const channels = {
  command: 'countersign:command',
  host: 'countersign:host',
  event: 'countersign:event',
} as const;
