import { z } from 'zod';
import { credentialDraftSchema, credentialReviewSchema, credentialSchema } from '../models/vault.ts';
import { defineCommands } from './define.ts';

const id = z.string().min(1).max(100);

export const credentialsCommands = defineCommands({
  'credentials.list': { input: z.strictObject({}), output: z.array(credentialSchema) },
  'credentials.create': { input: z.strictObject({ draft: credentialDraftSchema }), output: credentialSchema },
  'credentials.update': { input: z.strictObject({ id, draft: credentialDraftSchema }), output: credentialSchema },
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
