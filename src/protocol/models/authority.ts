import { z } from 'zod';

/** A certificate authority a person trusts beside the built-in ones. */
export const authoritySchema = z.strictObject({
  /** SHA-256 of the certificate, in hexadecimal pairs. */
  fingerprint: z.string(),
  subject: z.string(),
  /** ISO 8601. */
  validFrom: z.string(),
  validTo: z.string(),
});
export type Authority = z.infer<typeof authoritySchema>;

export const authoritiesSchema = z.strictObject({
  added: z.array(authoritySchema),
  /** `count` is `null` where this computer’s own authorities cannot be read. */
  system: z.strictObject({ used: z.boolean(), count: z.int().nullable() }),
  /** The sandbox makes a new authority at each start; `current` is `null` while it does not run. */
  sandbox: z.strictObject({ used: z.boolean(), current: authoritySchema.nullable() }),
});
export type Authorities = z.infer<typeof authoritiesSchema>;

/** Characters of PEM that are read at once. */
export const maxPemLength = 1_000_000;
/** Authorities kept at most. */
export const maxAuthorities = 200;
