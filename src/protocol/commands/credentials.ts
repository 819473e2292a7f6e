import { z } from 'zod';
import { credentialDraftSchema, credentialSchema } from '../models/vault.ts';
import { defineCommands } from './define.ts';

const id = z.string().min(1).max(100);

export const credentialsCommands = defineCommands({
  'credentials.list': { input: z.strictObject({}), output: z.array(credentialSchema) },
  'credentials.create': { input: z.strictObject({ draft: credentialDraftSchema }), output: credentialSchema },
  'credentials.update': { input: z.strictObject({ id, draft: credentialDraftSchema }), output: credentialSchema },
  'credentials.delete': { input: z.strictObject({ id }), output: z.strictObject({}) },
  /** The only command that answers with a secret: on a person's gesture, for a short time. */
  'credentials.reveal': {
    input: z.strictObject({ id, part: z.string().min(1).max(100) }),
    output: z.strictObject({ value: z.string(), expiresAt: z.number() }),
  },
});
