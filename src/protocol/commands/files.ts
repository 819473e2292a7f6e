import { z } from 'zod';
import { fileDraftSchema, formFileSchema } from '../models/exchanges/form-file.ts';
import { defineCommands } from './define.ts';

const id = formFileSchema.shape.id;

/** Bytes of a file that go into one message: as base64, well below the largest one. */
export const fileChunkBytes = 3 * 1024 * 1024;

/**
 * Files for forms, handed to core piece by piece. A form then names the file by what `files.finish` answers. Core keeps the bytes
 * in memory only, until the file is released, sent and no longer needed, or pushed out by newer ones.
 */
export const filesCommands = defineCommands({
  /** Announces a file. Throws `file.too-large`. */
  'files.begin': { input: z.strictObject({ file: fileDraftSchema }), output: z.strictObject({ id }) },
  /** The next bytes of it, base64. Throws `not-found`, `input.invalid`. */
  'files.append': {
    input: z.strictObject({ id, data: z.string().max(Math.ceil(fileChunkBytes / 3) * 4) }),
    output: z.strictObject({}),
  },
  /** Throws `input.invalid` when there are fewer bytes than announced. */
  'files.finish': { input: z.strictObject({ id }), output: formFileSchema },
  /** Forgets a file no form needs any more. What was sent stays with its exchange. */
  'files.release': { input: z.strictObject({ id }), output: z.strictObject({}) },
});
