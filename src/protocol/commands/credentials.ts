import { z } from 'zod';
import { credentialCareSchema, overlapSchema } from '../models/vault/credential-details.ts';
import { credentialDraftSchema, credentialReviewSchema, credentialSchema } from '../models/vault/vault.ts';
import { defineCommands } from './define.ts';

const id = z.string().min(1).max(100);

export const credentialsCommands = defineCommands({
  'credentials.list': { input: z.strictObject({}), output: z.array(credentialSchema) },
  'credentials.create': { input: z.strictObject({ draft: credentialDraftSchema }), output: credentialSchema },
  /** A changed secret keeps the one before for the overlap, of seven days unless another is given. */
  'credentials.update': {
    input: z.strictObject({ id, draft: credentialDraftSchema, overlap: overlapSchema.optional() }),
    output: credentialSchema,
  },
  /** Takes back the last change of its secrets, and forgets what they were changed to. Throws `credential.no-previous`. */
  'credentials.revert': { input: z.strictObject({ id }), output: credentialSchema },
  /** Purges the previous secrets at once. Works while the vault is locked. */
  'credentials.endOverlap': { input: z.strictObject({ id }), output: credentialSchema },
  /** What is worth knowing of each credential. While the vault is locked, or without `secrets`, not what only these tell. */
  'credentials.care': {
    input: z.strictObject({ secrets: z.boolean() }),
    output: z.array(credentialCareSchema),
  },
  'credentials.delete': { input: z.strictObject({ id }), output: z.strictObject({}) },
  /** Compares and examines all secrets in core. Throws `vault.locked`. */
  'credentials.review': { input: z.strictObject({}), output: z.array(credentialReviewSchema) },
  /** Answers the window with a secret: on a person's gesture, for a short time. */
  'credentials.reveal': {
    input: z.strictObject({ id, part: z.string().min(1).max(100) }),
    output: z.strictObject({ value: z.string(), expiresAt: z.number() }),
  },
  /** From main alone, which puts the secret on the clipboard: the window never has it. `clearAfter`: seconds; 0: not by time. */
  'credentials.copy': {
    input: z.strictObject({ id, part: z.string().min(1).max(100) }),
    output: z.strictObject({ value: z.string(), clearAfter: z.int() }),
  },
});
