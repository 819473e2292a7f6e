import { z } from 'zod';
import { formFileSchema } from './exchanges/form-file.ts';
import { pairsSchema } from './pairs.ts';

export const oauth1SignatureMethods = [
  'HMAC-SHA1',
  'HMAC-SHA256',
  'HMAC-SHA512',
  'RSA-SHA1',
  'RSA-SHA256',
  'PLAINTEXT',
] as const;
export const oauth1SignatureMethodSchema = z.enum(oauth1SignatureMethods);
export type OAuth1SignatureMethod = z.infer<typeof oauth1SignatureMethodSchema>;

export const placementSchema = z.enum(['body', 'header', 'query']);
export type Placement = z.infer<typeof placementSchema>;

export const oauth1CredentialSchema = z.strictObject({
  key: z.string().min(1),
  /** Shared secret for HMAC and PLAINTEXT; PEM private key for signing (public key or certificate for verifying) with RSA. */
  secret: z.string(),
  token: z.string().optional(),
  tokenSecret: z.string().optional(),
});
export type OAuth1Credential = z.infer<typeof oauth1CredentialSchema>;

export const proctorExamCredentialSchema = z.strictObject({
  secretKey: z.string().min(1),
  /** Sent as `Authorization: Token token=…` when given; never part of the signature. */
  apiToken: z.string().optional(),
});
export type ProctorExamCredential = z.infer<typeof proctorExamCredentialSchema>;

const timestampSchema = z.union([z.int().nonnegative(), z.string().min(1)]);
const nonceSchema = z.union([z.string().min(1), z.int().nonnegative()]);

/**
 * What is to be signed. `params` are the operation's own parameters, in order: for OAuth 1.0 the form fields (or query
 * parameters with a GET), for ProctorExam all body and query parameters. `pathParams` are the ids in the path under their
 * route names (`exam_id`, `id`): signed by ProctorExam, not by OAuth.
 */
export const signInputSchema = z.discriminatedUnion('scheme', [
  z.strictObject({
    scheme: z.literal('oauth1'),
    method: z.string().min(1),
    url: z.string().min(1),
    params: pairsSchema.default([]),
    /** A body that is not a form; gets `oauth_body_hash`. Excludes `params` in the body. */
    body: z.strictObject({ contentType: z.string(), text: z.string() }).optional(),
    placement: placementSchema.optional(),
    signatureMethod: oauth1SignatureMethodSchema.default('HMAC-SHA1'),
    credential: oauth1CredentialSchema,
    timestamp: timestampSchema.optional(),
    nonce: nonceSchema.optional(),
    /** `oauth_callback`: a value to send and sign, or `null` to leave it out. */
    callback: z.string().nullable().optional(),
    /** `oauth_version`: sent as `1.0` unless another value or `null` (left out) is asked for. */
    oauthVersion: z.string().nullable().optional(),
  }),
  z.strictObject({
    scheme: z.literal('proctorexam'),
    method: z.string().min(1),
    url: z.string().min(1),
    params: pairsSchema.default([]),
    pathParams: pairsSchema.default([]),
    placement: placementSchema.optional(),
    credential: proctorExamCredentialSchema,
    /** Milliseconds since the epoch. */
    timestamp: timestampSchema.optional(),
    nonce: nonceSchema.optional(),
  }),
]);
export type SignInput = z.infer<typeof signInputSchema>;

/** One step of the explanation, in the order it was done. `rows` show a table: where a value came from, raw, normalised. */
export const signingStepSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  detail: z.string(),
  rule: z.string().optional(),
  rows: z
    .array(
      z.strictObject({
        origin: z.enum(['query', 'body', 'header', 'path', 'oauth', 'signer']),
        name: z.string(),
        value: z.string(),
        encodedName: z.string(),
        encodedValue: z.string(),
      }),
    )
    .optional(),
  result: z.string().optional(),
});
export type SigningStep = z.infer<typeof signingStepSchema>;

export const signingExplanationSchema = z.strictObject({
  scheme: z.enum(['oauth1', 'proctorexam']),
  signatureMethod: z.string(),
  baseString: z.string(),
  /** The signing key with its secret parts masked, in the form it is used (`••••&`). */
  maskedKey: z.string(),
  signature: z.string(),
  steps: z.array(signingStepSchema),
});
export type SigningExplanation = z.infer<typeof signingExplanationSchema>;

/**
 * What a `multipart/form-data` body (RFC 7578) holds beside the fields of its request: files, in the order of their parts, after
 * the fields. `types`: media types of fields that are not plain text, by name.
 */
export const multipartSchema = z.strictObject({
  boundary: z.string().min(1).max(70),
  types: z.record(z.string(), z.string()),
  files: z.array(z.strictObject({ name: z.string(), file: formFileSchema })),
});
export type Multipart = z.infer<typeof multipartSchema>;

/**
 * A request ready to be put on the wire. `body` is the exact text of the body; `fields` the same as pairs when it is a form. A
 * `multipart` body is no text: it is made from `fields` and the bytes of its files when it is sent, and `body` is `null`.
 */
export const signedRequestSchema = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers: pairsSchema,
  fields: pairsSchema,
  body: z.string().nullable(),
  multipart: multipartSchema.optional(),
});
export type SignedRequest = z.infer<typeof signedRequestSchema>;

export const signOutputSchema = z.strictObject({ request: signedRequestSchema, explanation: signingExplanationSchema });
export type SignOutput = z.infer<typeof signOutputSchema>;

const receivedSchema = {
  method: z.string().min(1),
  url: z.string().min(1),
  headers: z.union([pairsSchema, z.record(z.string(), z.string())]).optional(),
  fields: pairsSchema.optional(),
  body: z.string().optional(),
  /** Seconds since the epoch at which the message is judged; without it the time is not judged. */
  now: z.int().optional(),
};

/** What was received, and the credential it should have been signed with. Exactly one of `fields` and `body` carries the body. */
export const verifyInputSchema = z.discriminatedUnion('scheme', [
  z.strictObject({
    scheme: z.literal('oauth1'),
    ...receivedSchema,
    credential: oauth1CredentialSchema,
    /** Tried when the credential does not reproduce the signature; a finding says the name, never the secret. */
    otherCredentials: z
      .array(oauth1CredentialSchema.extend({ name: z.string().min(1) }))
      .max(200)
      .optional(),
  }),
  z.strictObject({
    scheme: z.literal('proctorexam'),
    ...receivedSchema,
    pathParams: pairsSchema.default([]),
    credential: proctorExamCredentialSchema,
  }),
]);
export type VerifyInput = z.infer<typeof verifyInputSchema>;

export const oauth1Causes = [
  'url-scheme',
  'url-port',
  'url-host',
  'url-trailing-slash',
  'query-dropped',
  'query-copied-to-body',
  'plus-as-literal',
  'double-encoded',
  'secret-whitespace',
  'secret-not-encoded',
  'secret-missing-ampersand',
  'key-secret-swapped',
  'other-credential',
  'newline-normalised',
  'charset-latin1',
  'unicode-normalised',
  'extra-field',
  'empty-field',
  'callback-added',
  'method',
  'sort-order',
  'signature-space-for-plus',
  'signature-method',
  'unknown',
] as const;
export type OAuth1Cause = (typeof oauth1Causes)[number];

export const proctorExamCauses = [
  'separator',
  'leading-separator',
  'values-encoded',
  'path-id-missing',
  'sort-order',
  'digest-encoding',
  'boolean-case',
  'signature-included',
  'secret-whitespace',
  'unknown',
] as const;
export type ProctorExamCause = (typeof proctorExamCauses)[number];

/** Where a fault was made: by whoever signed, on the way, or by whoever received and rebuilt the message. */
export const findingSideSchema = z.enum(['signer', 'transit', 'receiver']);
export type FindingSide = z.infer<typeof findingSideSchema>;

/** Who has to change something. `client-developer`: whoever wrote the program that calls a signed API. */
export const findingOwnerSchema = z.enum(['platform-admin', 'tool-vendor', 'network', 'browser', 'client-developer']);
export type FindingOwner = z.infer<typeof findingOwnerSchema>;

/** The two base strings, without secrets. `firstDifference` is an index into both; `null` when they are the same. */
export const signatureEvidenceSchema = z.strictObject({
  expectedBaseString: z.string(),
  reproducedBaseString: z.string(),
  firstDifference: z.int().nullable(),
});
export type SignatureEvidence = z.infer<typeof signatureEvidenceSchema>;

export const signatureFindingSchema = z.strictObject({
  id: z.string(),
  cause: z.string(),
  title: z.string(),
  detail: z.string(),
  fix: z.string(),
  side: findingSideSchema.optional(),
  owner: findingOwnerSchema.optional(),
  evidence: signatureEvidenceSchema.optional(),
  /** Other causes that would give the very same signature, likeliest first. */
  alternatives: z.array(z.string()).optional(),
  /** With the cause `unknown`: the causes that were tried and do not reproduce the signature. */
  ruledOut: z.array(z.string()).optional(),
});

export const verifyOutputSchema = z.strictObject({
  verdict: z.enum(['valid', 'invalid']),
  expectedSignature: z.string(),
  receivedSignature: z.string().nullable(),
  baseString: z.string(),
  findings: z.array(signatureFindingSchema),
});
export type VerifyOutput = z.infer<typeof verifyOutputSchema>;
