import { z } from 'zod';
import { formFileSchema } from './exchanges/form-file.ts';

/** Which document says so, and whether it is stated there or inferred from it (`x-source` in a contract). */
export const sourceSchema = z.strictObject({
  document: z.string(),
  kind: z.enum(['stated', 'inferred']),
  note: z.string().optional(),
});
export type Source = z.infer<typeof sourceSchema>;

export const fieldLocationSchema = z.enum(['path', 'query', 'header', 'body']);
export type FieldLocation = z.infer<typeof fieldLocationSchema>;

/** One parameter of an operation, as a form shows it. `body` covers JSON properties and form fields alike. */
export const fieldSchema = z.strictObject({
  name: z.string(),
  in: fieldLocationSchema,
  required: z.boolean(),
  /** Documented as recommended though not required. */
  recommended: z.boolean(),
  type: z.enum(['string', 'integer', 'number', 'boolean', 'array', 'object']),
  description: z.string(),
  /** Allowed values, as text. */
  options: z.array(z.string()).optional(),
  /** True when `options` are suggestions and other values are legal too (comma-separated roles). */
  openOptions: z.boolean().optional(),
  default: z.string().optional(),
  example: z.string().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.int().optional(),
  maxLength: z.int().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  /** The contract allows one value only (`const`, which is then also `options` and `default`). */
  fixed: z.boolean().optional(),
  /**
   * How a list or an object is written outside a JSON body: the name repeated per item, items joined, or as JSON text. In the
   * form it is always typed as JSON (a list also as `a,b`).
   */
  serialization: z.enum(['repeat', 'comma', 'space', 'pipe', 'deep-object', 'json']).optional(),
  /**
   * The value is a file: bytes in a multipart body. `accept`: media types its part may have, `image/*` for a family; none when any.
   * `many`: the name may be sent with several files.
   */
  file: z.strictObject({ accept: z.array(z.string()), many: z.boolean() }).optional(),
  /** `format: password`: masked on screen and in the history, never kept in a draft. */
  secret: z.boolean(),
  /** `signer`: filled while signing (timestamp, nonce, signature, oauth_*); shown, and overridden only on purpose. */
  suppliedBy: z.enum(['person', 'signer']),
  source: sourceSchema.optional(),
  /** Facts of a stated field that are only inferred themselves, by keyword (`required`, `default`, `maxLength`). */
  inferred: z.array(z.string()).optional(),
});
export type Field = z.infer<typeof fieldSchema>;

export const documentedResponseSchema = z.strictObject({
  status: z.string(),
  description: z.string(),
  contentTypes: z.array(z.string()),
  source: sourceSchema.optional(),
});

export const signingSchemeSchema = z.discriminatedUnion('scheme', [
  z.strictObject({ scheme: z.literal('none') }),
  /** `Authorization: Bearer …` (RFC 6750 §2.1), `Basic …` (RFC 7617), a certificate in the TLS handshake. */
  z.strictObject({ scheme: z.literal('bearer') }),
  z.strictObject({ scheme: z.literal('basic') }),
  z.strictObject({ scheme: z.literal('mutual-tls') }),
  z.strictObject({ scheme: z.literal('proctorexam') }),
  z.strictObject({
    scheme: z.literal('oauth1'),
    placements: z.array(z.enum(['body', 'header', 'query'])).min(1),
    signatureMethods: z.array(z.string()).min(1),
  }),
  /** A platform's message in an `id_token`, with the login before it (LTI 1.3 §5; 1EdTech Security Framework 1.0 §5.1). */
  z.strictObject({ scheme: z.literal('lti-1.3') }),
]);
export type SigningScheme = z.infer<typeof signingSchemeSchema>;

/** What an operation is to LTI. */
export const operationLtiSchema = z.strictObject({
  /** As tools read it: `LTI-1p0` for LTI 1.0 and 1.1, `1.3.0`. */
  version: z.string(),
  messageType: z.string(),
  /** LTI 1.3 launches in two: the login is initiated, then the message is posted with its `id_token`. */
  step: z.enum(['login-initiation', 'message']).optional(),
});

export const operationSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  method: z.string(),
  path: z.string(),
  /**
   * `launch` when the operation carries `x-lti`: a browser posts it. `launch-1.3` when that is of LTI 1.3: the platform of this
   * app begins it with a login, and addresses come from the registration.
   */
  kind: z.enum(['request', 'launch', 'launch-1.3']),
  lti: operationLtiSchema.optional(),
  bodyEncoding: z.enum(['none', 'json', 'form', 'multipart']),
  signing: signingSchemeSchema,
  fields: z.array(fieldSchema),
  responses: z.array(documentedResponseSchema),
  source: sourceSchema.optional(),
});
export type Operation = z.infer<typeof operationSchema>;

export const contractCredentialKindSchema = z.enum([
  'oauth-consumer',
  'proctorexam',
  'lti-registration',
  'bearer',
  'basic',
  'client-certificate',
  'none',
]);

export const contractSummarySchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  version: z.string(),
  description: z.string(),
  builtIn: z.boolean(),
  operationCount: z.int(),
  /** Base URLs the contract documents. */
  servers: z.array(z.string()),
  /** Of its first operation that needs one. */
  credentialKind: contractCredentialKindSchema,
  /** All that an operation of it can use, the first first; empty when none needs one. */
  credentialKinds: z.array(contractCredentialKindSchema.exclude(['none'])),
});
export type ContractSummary = z.infer<typeof contractSummarySchema>;

export const contractSchema = z.strictObject({ summary: contractSummarySchema, operations: z.array(operationSchema) });
export type Contract = z.infer<typeof contractSchema>;

/** Where a contract file is wrong: 1-based line and column of the offending node and its JSON pointer. */
export const contractErrorSchema = z.strictObject({
  line: z.int().optional(),
  column: z.int().optional(),
  path: z.string(),
  message: z.string(),
});
export type ContractError = z.infer<typeof contractErrorSchema>;

/**
 * One value of a filled-in form. Values are the text a person typed; the contract says how they are sent. An empty value is left
 * out of the request unless `sendEmpty` asks for it. With a `file`, that is what is sent, and `value` is empty.
 */
export const formValueSchema = z.strictObject({
  name: z.string().max(512),
  in: fieldLocationSchema,
  value: z.string().max(262_144),
  sendEmpty: z.boolean().optional(),
  file: formFileSchema.optional(),
});
export type FormValue = z.infer<typeof formValueSchema>;

/** Where a form breaks its contract; shown beside the field, and the request can still be sent on purpose. */
export const fieldProblemSchema = z.strictObject({
  name: z.string(),
  in: fieldLocationSchema,
  rule: z.enum(['required', 'type', 'option', 'length', 'pattern', 'range', 'format', 'file', 'unknown-field']),
  /** `warning` when the contract's fact is only inferred or recommended. */
  level: z.enum(['error', 'warning']),
  expected: z.string(),
  actual: z.string(),
});
export type FieldProblem = z.infer<typeof fieldProblemSchema>;
