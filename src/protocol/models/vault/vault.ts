import { z } from 'zod';
import { scopeSchema } from '../advantage/scopes.ts';
import {
  credentialDetailsSchema,
  credentialUseSchema,
  previousSecretSchema,
  secretStrengthSchema,
} from './credential-details.ts';

export const credentialKindSchema = z.enum([
  'oauth-consumer',
  'proctorexam',
  'lti-registration',
  'bearer',
  'basic',
  'client-certificate',
]);
export type CredentialKind = z.infer<typeof credentialKindSchema>;

/** A credential without its secrets: public parts in clear, secrets only as "there is one". */
export const credentialSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: credentialKindSchema,
  /**
   * What may be seen: the consumer key of an OAuth consumer; of an LTI registration all but the private key, lists with a line for
   * each entry; of a client certificate what stands in it.
   */
  publicParts: z.record(z.string(), z.string()),
  /** Names of the secret parts that are stored: `secret`; `apiToken`, `secretKey`; `privateKey` … */
  secretParts: z.array(z.string()),
  /** Hosts (with port where it is not the default) the credential may be used with. */
  allowedHosts: z.array(z.string()),
  details: credentialDetailsSchema,
  /** When a secret was last changed, epoch milliseconds: a reminder counts from here. */
  secretChangedAt: z.number(),
  /** Secrets whose overlap has not ended, the latest first. */
  previous: z.array(previousSecretSchema),
  /** `null`: never, since it is recorded. */
  lastUse: credentialUseSchema.nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type Credential = z.infer<typeof credentialSchema>;

/** What the secrets of a credential tell without being shown. */
export const credentialReviewSchema = z.strictObject({
  id: z.string(),
  /** Other credentials with the same key material. */
  sameAs: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** Names of the parts that hold blanks at an end or characters that cannot be seen. */
  strayParts: z.array(z.string()),
  strengths: z.array(secretStrengthSchema),
});
export type CredentialReview = z.infer<typeof credentialReviewSchema>;

const common = {
  name: z.string().trim().min(1).max(200),
  allowedHosts: z.array(z.string().min(1).max(255)).max(100),
  /** Left out: those that are stored, or none. */
  details: credentialDetailsSchema.optional(),
};
const secret = z.string().max(65_536);
const address = z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(2048)]);

/** OpenID Connect's issuer and addresses of an LTI 1.3 registration (Security Framework 1.0 §5.1, Core 1.3 §3.1). */
export const ltiRegistrationDraftSchema = z.strictObject({
  kind: z.literal('lti-registration'),
  ...common,
  /** Of the platform: compared as text with `iss`. */
  issuer: z.string().min(1).max(2048),
  clientId: z.string().min(1).max(1024),
  deploymentIds: z.array(z.string().min(1).max(255)).max(1000),
  /** Where a login is initiated. */
  loginUrl: address,
  redirectUris: z.array(z.url({ protocol: /^https?$/ }).max(2048)).max(100),
  /** Where the other side keeps its public keys; or the keys themselves, as a JWK set. */
  keySetUrl: address,
  keySet: z.string().max(262_144),
  /** Of services, which the tool may be granted alone; empty: all of them. */
  scopes: z.array(scopeSchema).max(100).default([]),
  /** Own RSA key in PEM, of 2048 bits at least. Empty: the stored one, or a new one where there is none. */
  privateKey: secret,
  /** Makes a new key in place of the stored one. */
  generateKey: z.boolean(),
});
export type LtiRegistrationDraft = z.infer<typeof ltiRegistrationDraftSchema>;

/** PEM (`certificate` with its chain, and `privateKey`), or PKCS #12 in Base64. */
export const clientCertificateDraftSchema = z.strictObject({
  kind: z.literal('client-certificate'),
  ...common,
  certificate: z.string().max(262_144),
  privateKey: secret,
  pkcs12: z.string().max(1_048_576),
  passphrase: z.string().max(1024),
});
export type ClientCertificateDraft = z.infer<typeof clientCertificateDraftSchema>;

/** Only in the direction window → core. An empty secret on update keeps the stored one. */
export const credentialDraftSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('oauth-consumer'),
    ...common,
    consumerKey: z.string().min(1).max(4096),
    secret,
  }),
  z.strictObject({ kind: z.literal('proctorexam'), ...common, apiToken: secret, secretKey: secret }),
  ltiRegistrationDraftSchema,
  z.strictObject({ kind: z.literal('bearer'), ...common, token: secret }),
  /** RFC 7617 §2: a colon would end the user name. */
  z.strictObject({
    kind: z.literal('basic'),
    ...common,
    username: z
      .string()
      .min(1)
      .max(4096)
      .regex(/^[^:]*$/, 'a user name without a colon'),
    password: secret,
  }),
  clientCertificateDraftSchema,
]);
export type CredentialDraft = z.infer<typeof credentialDraftSchema>;
