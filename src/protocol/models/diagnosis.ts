import { z } from 'zod';
import { pairsSchema } from './pairs.ts';
import {
  findingOwnerSchema,
  oauth1CredentialSchema,
  proctorExamCredentialSchema,
  signatureFindingSchema,
} from './signing.ts';

/** Longest text that is taken as a paste, in characters. */
export const MAX_PASTE_LENGTH = 4_000_000;

export const pasteKindSchema = z.enum([
  'form-body',
  'key-value-lines',
  'curl-bash',
  'curl-cmd',
  'powershell',
  'har',
  'fetch',
  'http-request',
  'authorization-header',
  'id-token',
  'base-string',
  'html-form',
  'url',
  'unknown',
]);
export type PasteKind = z.infer<typeof pasteKindSchema>;

/** A request as a paste tells it. `url` and `method` are `null` where the paste does not say. */
export const pastedRequestSchema = z.strictObject({
  method: z.string().nullable(),
  url: z.string().nullable(),
  headers: pairsSchema,
  /** The form fields, decoded; `null` when the body is no form. */
  fields: pairsSchema.nullable(),
  /** The body as text, where the paste holds it so. */
  body: z.string().nullable(),
});
export type PastedRequest = z.infer<typeof pastedRequestSchema>;

/** A JSON Web Token taken apart, not verified. */
export const pastedTokenSchema = z.strictObject({
  header: z.record(z.string(), z.unknown()),
  claims: z.record(z.string(), z.unknown()),
  signed: z.boolean(),
});
export type PastedToken = z.infer<typeof pastedTokenSchema>;

export const pastedSchema = z.strictObject({
  kind: pasteKindSchema,
  request: pastedRequestSchema.nullable(),
  token: pastedTokenSchema.nullable(),
  /** Other requests in the same paste that were not looked at. */
  skippedRequests: z.int(),
  /** What could not be read, and what was assumed. */
  notes: z.array(z.string()),
});
export type Pasted = z.infer<typeof pastedSchema>;

export const checkSeveritySchema = z.enum(['error', 'warning', 'info']);
export type CheckSeverity = z.infer<typeof checkSeveritySchema>;

/** One check that has something to say. No text holds a secret. */
export const checkFindingSchema = z.strictObject({
  /** The check: `OA-05`, `CFG-01`. */
  id: z.string(),
  severity: checkSeveritySchema,
  title: z.string(),
  seen: z.string(),
  expected: z.string(),
  owner: findingOwnerSchema,
  /** The document that says so. */
  source: z.string(),
  /** One line to paste into a ticket. */
  ticket: z.string(),
});
export type CheckFinding = z.infer<typeof checkFindingSchema>;

/** What a paste is judged with. */
export const diagnosisCredentialSchema = z.discriminatedUnion('scheme', [
  z.strictObject({ scheme: z.literal('oauth1'), ...oauth1CredentialSchema.shape }),
  z.strictObject({ scheme: z.literal('proctorexam'), ...proctorExamCredentialSchema.shape }),
]);
export type DiagnosisCredential = z.infer<typeof diagnosisCredentialSchema>;

export const diagnosePasteInputSchema = z.strictObject({
  text: z.string().max(MAX_PASTE_LENGTH),
  /** The URL and method the message was received at, where the paste does not say; they win over the paste. */
  url: z.string().min(1).optional(),
  method: z.string().min(1).optional(),
  /** Ids of the path, for ProctorExam. */
  pathParams: pairsSchema.optional(),
  /** Seconds since the epoch at which the message is judged; without it the time is not judged. */
  now: z.int().optional(),
  /** Without one, the signature is not checked. */
  credential: diagnosisCredentialSchema.optional(),
  /** A credential of the vault, by its id. */
  credentialId: z.string().min(1).max(100).optional(),
  /** Whether the other OAuth credentials of the vault are tried too. */
  tryOtherCredentials: z.boolean().default(false),
});
export type DiagnosePasteInput = z.input<typeof diagnosePasteInputSchema>;

export const diagnosisSchema = z.strictObject({
  pasted: pastedSchema,
  /** `null` when nothing could be checked: no credential, no request, or no signature. */
  signature: z
    .strictObject({
      verdict: z.enum(['valid', 'invalid']),
      baseString: z.string(),
      findings: z.array(signatureFindingSchema),
    })
    .nullable(),
  checks: z.array(checkFindingSchema),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;
