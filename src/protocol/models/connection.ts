import { z } from 'zod';

export const environmentSchema = z.enum(['sandbox', 'test', 'production']);
export type Environment = z.infer<typeof environmentSchema>;

/** One customer's setup of one system: the unit that is tested. */
export const connectionSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  contractId: z.string(),
  baseUrl: z.string(),
  credentialId: z.string().nullable(),
  environment: environmentSchema,
  /** Values that fill a field of the same name unless the form says otherwise. */
  variables: z.record(z.string(), z.string()),
  notes: z.string(),
  createdAt: z.number(),
  updatedAt: z.number(),
  /** `refused`: conforms, but what the contract documents is a refusal (status 400 and above). */
  lastVerdict: z.enum(['conforms', 'refused', 'deviates', 'undocumented', 'failed']).nullable(),
  lastExchangeAt: z.number().nullable(),
});
export type Connection = z.infer<typeof connectionSchema>;

export const connectionDraftSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  contractId: z.string().min(1).max(200),
  baseUrl: z.url({ protocol: /^https?$/ }).max(2048),
  credentialId: z.string().nullable(),
  environment: environmentSchema,
  variables: z.record(z.string().max(255), z.string().max(10_000)).default({}),
  notes: z.string().max(20_000).default(''),
});
export type ConnectionDraft = z.infer<typeof connectionDraftSchema>;
