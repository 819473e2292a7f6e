import { z } from 'zod';

/** Largest file a form may send, in bytes. */
export const maxFileBytes = 50_000_000;

/** What is in quotes in a part's head must stand in one line; the bytes it is about are elsewhere. */
const singleLine = /^[^\p{Cc}]*$/u;

const fileDescription = {
  /** Name without folders, as it is sent. */
  name: z.string().min(1).max(255).regex(singleLine, 'a file name in one line'),
  /** Media type, as it is sent with the file. */
  mediaType: z.string().max(255).regex(singleLine, 'a media type in one line'),
  /** Bytes. */
  size: z.int().nonnegative(),
};

/** A file before its bytes are known to core; without a media type core goes by the name. */
export const fileDraftSchema = z.strictObject(fileDescription);
export type FileDraft = z.infer<typeof fileDraftSchema>;

/**
 * A file a form sends. Its bytes are kept by core under `id`: in memory until it is sent, sealed with every exchange that sent
 * it from then on.
 */
export const formFileSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{32}$/, 'the id of a file'),
  ...fileDescription,
  /** SHA-256 of the bytes, lower-case hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hex'),
});
export type FormFile = z.infer<typeof formFileSchema>;
