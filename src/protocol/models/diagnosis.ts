import { z } from 'zod';
import { parsedRoleSchema } from './lti/lti.ts';
import { pairsSchema } from './pairs.ts';
import {
  findingOwnerSchema,
  oauth1CredentialSchema,
  proctorExamCredentialSchema,
  signatureFindingSchema,
  signingStepSchema,
} from './signing.ts';

/** Longest key set that is taken, in characters. */
export const MAX_KEY_SET_LENGTH = 262_144;

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

/** One of several requests in a paste. `signed`: it carries a signature or an id_token. */
export const pastedRequestLineSchema = z.strictObject({
  index: z.int().nonnegative(),
  method: z.string(),
  url: z.string(),
  signed: z.boolean(),
});
export type PastedRequestLine = z.infer<typeof pastedRequestLineSchema>;

/** What a paste is and holds, as it was read. */
export const recognisedSchema = z.strictObject({
  kind: pasteKindSchema,
  request: pastedRequestSchema.nullable(),
  token: pastedTokenSchema.nullable(),
  /** The requests of a HAR one may choose from, at most {@link MAX_LISTED_REQUESTS}; empty for every other kind. */
  requests: z.array(pastedRequestLineSchema),
  /** Which of them was looked at. */
  requestIndex: z.int().nullable(),
  /** Other requests in the same paste that were not looked at. */
  skippedRequests: z.int(),
  /** What could not be read, and what was assumed. */
  notes: z.array(z.string()),
});
export type Recognised = z.infer<typeof recognisedSchema>;

/** Most requests of a HAR that are listed. */
export const MAX_LISTED_REQUESTS = 1000;

export const pastedSchema = z.strictObject({
  ...recognisedSchema.shape,
  /** Every parameter with where it stood, decoded, in the order header, body, query. */
  parameters: z.array(
    z.strictObject({ origin: z.enum(['header', 'body', 'query']), name: z.string(), value: z.string() }),
  ),
  /** The `roles` of an LTI 1.x launch, each with what it stands for. */
  roles: z.array(parsedRoleSchema),
  /** How it is signed, as far as one can see. */
  scheme: z.enum(['oauth1', 'proctorexam']).nullable(),
  consumerKey: z.string().nullable(),
  /** When it says it was made, in seconds since the epoch. */
  madeAt: z.int().nullable(),
  /** What is missing for the signature to be checked. */
  lacks: z.array(z.enum(['request', 'url', 'signature'])),
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

const pasteShape = {
  text: z.string().max(MAX_PASTE_LENGTH),
  /** Which request of a HAR is looked at; without it the most telling one. */
  requestIndex: z.int().nonnegative().optional(),
};

export const recognisePasteInputSchema = z.strictObject(pasteShape);

export const recognisePasteOutputSchema = z.strictObject({
  pasted: pastedSchema,
  /** Credentials of the vault whose consumer key the message names, best match first. */
  credentialIds: z.array(z.string()),
});
export type RecognisedPaste = z.infer<typeof recognisePasteOutputSchema>;

export const diagnosisIdSchema = z.string().min(1).max(100);

export const diagnosePasteInputSchema = z.strictObject({
  ...pasteShape,
  /** Chosen by the caller: names this diagnosis in `diagnosis.progress` events and in `diagnosis.cancel`. */
  id: diagnosisIdSchema.optional(),
  /** The URL and method the message was received at, where the paste does not say; they win over the paste. */
  url: z.string().min(1).optional(),
  method: z.string().min(1).optional(),
  /** Ids of the path, for ProctorExam. */
  pathParams: pairsSchema.optional(),
  /** Seconds since the epoch at which the message is judged; without it the time is not judged. */
  now: z.int().optional(),
  /** A key set as JSON text (RFC 7517 §5), to check the signature of an id_token with. */
  keySet: z.string().max(MAX_KEY_SET_LENGTH).optional(),
  /** Without one, the signature is not checked. */
  credential: diagnosisCredentialSchema.optional(),
  /** A credential of the vault, by its id. */
  credentialId: z.string().min(1).max(100).optional(),
  /** Whether the other OAuth credentials of the vault are tried too. */
  tryOtherCredentials: z.boolean().default(false),
  /** Whether requests are compared with the registrations of the catcher in the data folder. */
  knownPlatforms: z.boolean().default(false),
});
export type DiagnosePasteInput = z.input<typeof diagnosePasteInputSchema>;

export const diagnosisSchema = z.strictObject({
  pasted: pastedSchema,
  /** `null` when nothing could be checked: no credential, no request, or no signature. */
  signature: z
    .strictObject({
      verdict: z.enum(['valid', 'invalid']),
      baseString: z.string(),
      /** Empty where it cannot be computed (RSA with a public key); masked for PLAINTEXT. */
      expectedSignature: z.string(),
      receivedSignature: z.string().nullable(),
      findings: z.array(signatureFindingSchema),
      /** How the expected signature comes about, step by step. */
      steps: z.array(signingStepSchema),
    })
    .nullable(),
  checks: z.array(checkFindingSchema),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;

/** A fault made on purpose, signed with a key and secret that are no secret, for trying the doctor. */
export const diagnosisExampleSchema = z.strictObject({
  kind: pasteKindSchema,
  text: z.string(),
  /** The URL and method it was received at, where the text does not say. */
  url: z.string().nullable(),
  method: z.string().nullable(),
  credential: z.strictObject({ key: z.string(), secret: z.string() }).nullable(),
});
export type DiagnosisExample = z.infer<typeof diagnosisExampleSchema>;

const addressSchema = z.string().max(8192);

/** A registration of LTI 1.3, as far as it is known; both sides may be asked for it. */
export const registrationInputSchema = z.strictObject({
  issuer: addressSchema.optional(),
  /** `issuer` of the platform's openid-configuration. */
  discoveredIssuer: addressSchema.optional(),
  clientId: z.string().max(4096).optional(),
  deploymentId: z.string().max(4096).optional(),
  /** Further ones of the same registration. */
  deploymentIds: z.array(z.string().max(4096)).max(100).optional(),
  loginUrl: addressSchema.optional(),
  targetLinkUri: addressSchema.optional(),
  redirectUris: z.array(addressSchema).max(100).optional(),
  keySetUrl: addressSchema.optional(),
  /** The key set as JSON text. */
  keySet: z.string().max(MAX_KEY_SET_LENGTH).optional(),
  /** Whether the platform is on the internet, and not in the network of the tool. */
  cloudPlatform: z.boolean().optional(),
});
export type RegistrationInput = z.infer<typeof registrationInputSchema>;

/** A key set as it was fetched: what it holds, and what is wrong with it. */
export const keySetDiagnosisSchema = z.strictObject({
  status: z.int().nullable(),
  bytes: z.int(),
  /** The public parts of its keys as JSON, good for `diagnosis.paste`; `null` where there is none, or it is longer than that takes. */
  keySet: z.string().nullable(),
  keys: z.array(
    z.strictObject({
      kid: z.string().nullable(),
      kty: z.string(),
      alg: z.string().nullable(),
      use: z.string().nullable(),
    }),
  ),
  checks: z.array(checkFindingSchema),
});
export type KeySetDiagnosis = z.infer<typeof keySetDiagnosisSchema>;

/** Days after which a credential counts as old. */
export const DEFAULT_CREDENTIAL_AGE_DAYS = 365;

/** CFG-10 on one credential of the vault. */
export const credentialDiagnosisSchema = z.strictObject({
  credentialId: z.string(),
  name: z.string(),
  checks: z.array(checkFindingSchema),
});
export type CredentialDiagnosis = z.infer<typeof credentialDiagnosisSchema>;

/** Where a request went: the port is always said, the host is in lower case. */
export const echoedAddressSchema = z.strictObject({
  scheme: z.enum(['http', 'https']),
  host: z.string(),
  port: z.int(),
});
export type EchoedAddress = z.infer<typeof echoedAddressSchema>;

/** An address as it was asked for, and as the tool behind it sees it. `seen`: `null` where the tool does not say. */
export const proxyDiagnosisSchema = z.strictObject({
  status: z.int().nullable(),
  asked: echoedAddressSchema.nullable(),
  seen: echoedAddressSchema.nullable(),
  /** The headers of proxies that reached the tool, names in lower case. */
  forwarded: pairsSchema,
  checks: z.array(checkFindingSchema),
});
export type ProxyDiagnosis = z.infer<typeof proxyDiagnosisSchema>;

/** What is about to be stored for a connection or credential. What is not given is not checked. */
export const configurationInputSchema = z.strictObject({
  url: z.string().max(65_536).optional(),
  consumerKey: z.string().max(4096).optional(),
  secret: z.string().max(65_536).optional(),
  registration: registrationInputSchema.optional(),
});
