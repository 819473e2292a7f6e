import { z } from 'zod';

/** A credential without its secrets: public parts in clear, secrets only as "there is one". */
export const credentialSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['oauth-consumer', 'proctorexam']),
  /** Public parts: the consumer key of an OAuth consumer. */
  publicParts: z.record(z.string(), z.string()),
  /** Names of the secret parts that are stored: `secret`; `apiToken`, `secretKey`. */
  secretParts: z.array(z.string()),
  /** Hosts (with port where it is not the default) the credential may be used with. */
  allowedHosts: z.array(z.string()),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type Credential = z.infer<typeof credentialSchema>;

/** Only in the direction window → core. An empty secret on update keeps the stored one. */
export const credentialDraftSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('oauth-consumer'),
    name: z.string().trim().min(1).max(200),
    consumerKey: z.string().min(1).max(4096),
    secret: z.string().max(65_536),
    allowedHosts: z.array(z.string().min(1).max(255)).max(100),
  }),
  z.strictObject({
    kind: z.literal('proctorexam'),
    name: z.string().trim().min(1).max(200),
    apiToken: z.string().max(65_536),
    secretKey: z.string().max(65_536),
    allowedHosts: z.array(z.string().min(1).max(255)).max(100),
  }),
]);
export type CredentialDraft = z.infer<typeof credentialDraftSchema>;
