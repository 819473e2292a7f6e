import { z } from 'zod';
import { environmentSchema } from '../connection.ts';

/** Epoch milliseconds a date can be made of. */
const moment = z.number().min(0).max(8_640_000_000_000_000);

/** What people say of a credential; none of it is secret, all of it may be left out. */
export const credentialDetailsSchema = z.strictObject({
  /** Where it was issued for; `null`: not said. */
  environment: environmentSchema.nullable().default(null),
  notes: z.string().max(20_000).default(''),
  tags: z.array(z.string().trim().min(1).max(50)).max(50).default([]),
  /** The moment from which the other side refuses it, epoch milliseconds; `null`: never, or not known. */
  expiresAt: moment.nullable().default(null),
  /** Days after which its secret is to be changed; `null`: no reminder. */
  rotateEveryDays: z.int().min(1).max(3650).nullable().default(null),
});
export type CredentialDetails = z.infer<typeof credentialDetailsSchema>;

export const noDetails: CredentialDetails = credentialDetailsSchema.parse({});

/** How long the value before stays when a secret is changed. */
export const overlapSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('for'), hours: z.int().min(1).max(720) }),
  /** Until a person ends it. */
  z.strictObject({ kind: z.literal('until-ended') }),
]);
export type Overlap = z.infer<typeof overlapSchema>;

/** Seven days: a customer's administrator has a week to enter the new secret on the other side. */
export const defaultOverlap: Overlap = { kind: 'for', hours: 168 };

/** The secrets a credential had before they were changed, as long as their overlap lasts. */
export const previousSecretSchema = z.strictObject({
  id: z.string(),
  /** When these secrets were set, epoch milliseconds. */
  since: z.number(),
  rotatedAt: z.number(),
  /** When they are purged; `null`: when a person says so. */
  until: z.number().nullable(),
  /** Which of them were changed. */
  changedParts: z.array(z.string()),
  /** All there were. */
  secretParts: z.array(z.string()),
  /** What belongs to the key material and is not secret: consumer key, `kid` and public key, certificate. */
  publicParts: z.record(z.string(), z.string()),
});
export type PreviousSecret = z.infer<typeof previousSecretSchema>;

/** The last time a credential signed something, or was sent. */
export const credentialUseSchema = z.strictObject({
  /** Epoch milliseconds. */
  at: z.number(),
  /** `forward`: by the catcher, for a launch it passed on; `service`: a call between servers. */
  purpose: z.enum(['request', 'launch', 'probe', 'forward', 'service']),
  connectionId: z.string().nullable(),
  /** Name of the connection at that time: it may be gone since. */
  connection: z.string(),
  operation: z.string(),
});
export type CredentialUse = z.infer<typeof credentialUseSchema>;

/** One thing about a credential that somebody should know; which of them need care is for `needsCare` of its level. */
export const careItemSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('expired'), at: z.number() }),
  /** Within 30 days; `days` counts the whole ones that are left. */
  z.strictObject({ kind: z.literal('expires'), at: z.number(), days: z.int() }),
  /** `since`: when the reminder was due. */
  z.strictObject({ kind: z.literal('rotation-due'), since: z.number() }),
  /** Other credentials with the same key material. */
  z.strictObject({ kind: z.literal('same-as'), others: z.array(z.strictObject({ id: z.string(), name: z.string() })) }),
  /** Parts with blanks at an end or characters that cannot be seen. */
  z.strictObject({ kind: z.literal('stray'), parts: z.array(z.string()) }),
  /** Connections of another environment than that of the credential, where one of the two is production. */
  z.strictObject({
    kind: z.literal('environment'),
    connections: z.array(z.strictObject({ id: z.string(), name: z.string(), environment: environmentSchema })),
  }),
  /** Previous secrets are kept; until the last of them ends, `null`: until a person says so. */
  z.strictObject({ kind: z.literal('overlap'), until: z.number().nullable() }),
  z.strictObject({ kind: z.literal('unused') }),
]);
export type CareItem = z.infer<typeof careItemSchema>;

export const credentialCareSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  items: z.array(careItemSchema),
});
export type CredentialCare = z.infer<typeof credentialCareSchema>;

/** Whether something should be done about it: an overlap ends by itself, and what is unused does no harm today. */
export function needsCare({ kind }: CareItem): boolean {
  return kind !== 'overlap' && kind !== 'unused';
}

/** What a secret is worth against guessing, at most: it may be less random than it looks. */
export const secretStrengthSchema = z.strictObject({
  part: z.string(),
  /** Of a text; of an RSA key the bits of its modulus. */
  characters: z.int(),
  bits: z.int(),
  kind: z.enum(['text', 'rsa']),
  /** Below 112 bits, what NIST SP 800-131A Rev. 2 asks of a signing key. */
  isWeak: z.boolean(),
});
export type SecretStrength = z.infer<typeof secretStrengthSchema>;
