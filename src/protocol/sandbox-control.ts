import { z } from 'zod';
import { platformRegistrationSchema, sandboxToolSchema } from './sandbox-tool.ts';

/**
 * What the core says to the sandbox worker and what it answers. One request, one reply, matched by `id`.
 * Credentials travel in the `start` message only: never in worker arguments, never back.
 */

export const sandboxServerSchema = z.enum(['examPlatform', 'bookshelf', 'libraryStore', 'misbehavingTool']);
export type SandboxServer = z.infer<typeof sandboxServerSchema>;

const portSchema = z.number().int().min(0).max(65535);
const credentialTextSchema = z.string().min(1).max(1000);

/** What users who enter a store by LTI may read: everything, or what a plan holds that they are assigned automatically. */
export const storeAccessSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('full') }),
  z.strictObject({ kind: z.literal('plan'), plan: z.string().min(1).max(100) }),
]);
export type StoreAccess = z.infer<typeof storeAccessSchema>;

/** Credentials the servers accept, and fixed ports if wanted (absent or 0: any free port). */
export const sandboxOptionsSchema = z.strictObject({
  examPlatform: z.strictObject({
    apiToken: credentialTextSchema,
    secretKey: credentialTextSchema,
    port: portSchema.optional(),
  }),
  bookshelf: z.strictObject({
    consumerKey: credentialTextSchema,
    secret: credentialTextSchema,
    port: portSchema.optional(),
  }),
  /** Left out, the store runs all the same, but takes no launch: nobody has its secret. */
  libraryStore: z
    .strictObject({
      consumerKey: credentialTextSchema,
      secret: credentialTextSchema,
      /** Default: everything. */
      access: storeAccessSchema.optional(),
      port: portSchema.optional(),
    })
    .optional(),
  /** Left out, the tool runs all the same, but takes no launch. */
  misbehavingTool: z
    .strictObject({
      consumerKey: credentialTextSchema,
      /** With reserved characters in it, or the behaviour that does not encode them has nothing to get wrong. */
      secret: credentialTextSchema,
      port: portSchema.optional(),
    })
    .optional(),
  /** How far a request's timestamp may be from the servers' clock, in seconds. Default 300. */
  timestampToleranceSeconds: z.number().int().positive().max(86_400).optional(),
});
export type SandboxOptions = z.infer<typeof sandboxOptionsSchema>;

/** Origins without a path, such as `http://127.0.0.1:50123`. The exam platform's API lies under `/api/v3`. */
export const sandboxUrlsSchema = z.strictObject({
  examPlatform: z.url(),
  bookshelf: z.url(),
  libraryStore: z.url(),
  /** Its http address; `/catalogue.json` there names the https ones. */
  misbehavingTool: z.url(),
});
export type SandboxUrls = z.infer<typeof sandboxUrlsSchema>;

/** Path of the page on which a candidate takes an exam, below the exam platform's origin. `{id}` is the exam's id. */
export const examPagePath = '/exams/{id}/take';

/** URL pattern of the exam platform's page for candidates; `{id}` stands for the exam's id. */
export function examPageUrl(urls: Pick<SandboxUrls, 'examPlatform'>): string {
  return `${urls.examPlatform}${examPagePath}`;
}

/** User id whose account at the library store is an administrator's. */
export const storeAdminUserId = 'store-admin';

/** Every fault lasts until it is cleared or, with `once`, until the first response it has changed. */
const once = z.boolean().default(false);
const frameSource = z
  .string()
  .max(300)
  .regex(
    /^(?:'none'|'self'|(?:https?:\/\/)[\w.*:[\]-]+)$/,
    "must be 'none', 'self' or an origin such as https://lms.example",
  );
const mediaType = z
  .string()
  .max(200)
  .regex(
    /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:; ?[\w-]+=[\w"-]+)*$/,
    'must be a media type such as text/plain; charset=utf-8',
  );

export const sandboxFaultSchema = z.discriminatedUnion('kind', [
  /** Answers with this status, whatever was asked. 204 and 304 have no body by HTTP's rules. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.number().int().min(200).max(599),
    body: z.enum(['json', 'html', 'empty', 'malformed-json']).default('json'),
    once,
  }),
  /** Answers rightly, but late. */
  z.strictObject({ kind: z.literal('delay'), milliseconds: z.number().int().min(1).max(600_000), once }),
  /** Answers with a redirect that never ends. */
  z.strictObject({ kind: z.literal('redirect-loop'), once }),
  /** Refuses to be framed, the old way. */
  z.strictObject({ kind: z.literal('x-frame-options'), value: z.enum(['DENY', 'SAMEORIGIN']), once }),
  /** Refuses to be framed by CSP: only these sources may. */
  z.strictObject({ kind: z.literal('frame-ancestors'), sources: z.array(frameSource).min(1).max(20), once }),
  /** Closes the connection, before the first byte or in the middle of the body. */
  z.strictObject({
    kind: z.literal('drop-connection'),
    when: z.enum(['before-response', 'mid-body']).default('before-response'),
    once,
  }),
  /** Streams a body of this many MiB. */
  z.strictObject({ kind: z.literal('huge-body'), megabytes: z.number().int().min(1).max(1024), once }),
  /** Answers rightly under the wrong media type. */
  z.strictObject({ kind: z.literal('content-type'), contentType: mediaType, once }),
  /** Bookshelf and library store: how their cookies are set. `secure-only` and `partitioned` are what a tool in a frame should do. */
  z.strictObject({
    kind: z.literal('cookies'),
    policy: z.enum(['none', 'strict', 'none-without-secure', 'secure-only', 'partitioned']),
    once,
  }),
  /** The server's clock is wrong by so many seconds (positive: it is ahead). */
  z.strictObject({ kind: z.literal('clock-skew'), seconds: z.number().int().min(-864_000).max(864_000), once }),
  /** Exam platform only: real errors come as an HTML page with the documented words in it. */
  z.strictObject({ kind: z.literal('html-errors'), once }),
]);
export type SandboxFault = z.infer<typeof sandboxFaultSchema>;
/** A fault as a caller may write it: defaults may be left out. */
export type SandboxFaultInput = z.input<typeof sandboxFaultSchema>;

export const sandboxFaultsSchema = z.strictObject({
  examPlatform: sandboxFaultSchema.nullable(),
  bookshelf: sandboxFaultSchema.nullable(),
  libraryStore: sandboxFaultSchema.nullable(),
  misbehavingTool: sandboxFaultSchema.nullable(),
});
export type SandboxFaults = z.infer<typeof sandboxFaultsSchema>;

/** Why a server refused. Also sent as the response header `X-Sandbox-Reason`, which no real system has. */
export const sandboxReasonSchema = z.enum([
  'unknown-host',
  'foreign-origin',
  'unknown-path',
  'body-too-large',
  'malformed-body',
  'accept-header',
  'api-token-missing',
  'api-token-wrong',
  'parameter-missing',
  'parameter-invalid',
  'signature-mismatch',
  'timestamp-stale',
  'nonce-reused',
  'exam-not-found',
  'tool-provider-not-found',
  'tool-provider-in-use',
  'lti-resource-not-found',
  'document-not-found',
  'attachment-not-found',
  'student-not-found',
  'launch-setup',
  'trailing-slash',
  'oauth-parameter-missing',
  'oauth-parameter-repeated',
  'oauth-version',
  'consumer-key-unknown',
  'signature-method',
  'context-too-long',
  'user-id-missing',
  'book-unknown',
  'book-not-in-library',
  'access-code-missing',
  'sso-token-spent',
  'session-cookie-missing',
  'login-failed',
  'account-invalid',
  'not-in-plan',
  'post-lost',
  'misbehaves-on-purpose',
  'platform-unknown',
  'platform-error',
  'platform-unreachable',
  'login-parameter-missing',
  'state-unknown',
  'state-cookie-missing',
  'token-malformed',
  'token-algorithm',
  'token-key-unknown',
  'token-signature',
  'token-issuer',
  'token-audience',
  'token-expired',
  'token-issued-at',
  'token-nonce',
  'deployment-unknown',
  'message-type-unknown',
  'lti-version',
  'subject-invalid',
  'roles-invalid',
  'resource-link-invalid',
  'target-link-invalid',
  'deep-linking-settings',
  'visit-unknown',
  'internal-error',
]);
export type SandboxReason = z.infer<typeof sandboxReasonSchema>;

const namedValue = z.tuple([z.string(), z.string()]);

/** One request as a server saw it. Secrets, tokens and cookie values are masked before it is kept. */
export const receivedRequestSchema = z.strictObject({
  /** Counts up from 1 per server since start or reset. */
  sequence: z.number().int().positive(),
  /** ISO 8601, UTC. */
  at: z.string(),
  method: z.string(),
  path: z.string(),
  headers: z.array(namedValue),
  /** Query, form fields and top-level members of a JSON body; long values are cut. */
  parameters: z.array(namedValue),
  /** `null`: the connection was dropped before a status was sent. */
  status: z.number().int().nullable(),
  reason: sandboxReasonSchema.nullable(),
  /** The kind of the fault that changed this response. */
  fault: z.string().nullable(),
});
export type ReceivedRequest = z.infer<typeof receivedRequestSchema>;

const id = z.number().int().nonnegative();

export const sandboxControlMessageSchema = z.discriminatedUnion('command', [
  z.strictObject({ id, command: z.literal('start'), options: sandboxOptionsSchema }),
  z.strictObject({
    id,
    command: z.literal('set-fault'),
    server: sandboxServerSchema,
    fault: sandboxFaultSchema.nullable(),
  }),
  z.strictObject({ id, command: z.literal('faults') }),
  /** What users of the library store may read, from their next launch on. */
  z.strictObject({ id, command: z.literal('set-store-access'), access: storeAccessSchema }),
  /** Lets a platform launch a tool by LTI 1.3; held until the sandbox is closed, also over a reset. */
  z.strictObject({
    id,
    command: z.literal('register-platform'),
    tool: sandboxToolSchema,
    platform: platformRegistrationSchema,
  }),
  z.strictObject({ id, command: z.literal('received'), server: sandboxServerSchema }),
  z.strictObject({ id, command: z.literal('reset') }),
  z.strictObject({ id, command: z.literal('close') }),
]);
export type SandboxControlMessage = z.infer<typeof sandboxControlMessageSchema>;
/** A message as a caller may write it: a fault's defaults may be left out. */
export type SandboxControlMessageInput = z.input<typeof sandboxControlMessageSchema>;

export const sandboxErrorCodeSchema = z.enum([
  'invalid-message',
  'already-started',
  'not-started',
  'port-in-use',
  'fault-not-applicable',
  'internal',
]);
export type SandboxErrorCode = z.infer<typeof sandboxErrorCodeSchema>;

const ok = z.literal(true);

export const sandboxControlReplySchema = z.union([
  z.discriminatedUnion('command', [
    z.strictObject({ id, ok, command: z.literal('start'), urls: sandboxUrlsSchema }),
    z.strictObject({ id, ok, command: z.literal('set-fault'), faults: sandboxFaultsSchema }),
    z.strictObject({ id, ok, command: z.literal('faults'), faults: sandboxFaultsSchema }),
    z.strictObject({ id, ok, command: z.literal('set-store-access'), access: storeAccessSchema }),
    z.strictObject({ id, ok, command: z.literal('register-platform') }),
    z.strictObject({ id, ok, command: z.literal('received'), requests: z.array(receivedRequestSchema) }),
    z.strictObject({ id, ok, command: z.literal('reset') }),
    z.strictObject({ id, ok, command: z.literal('close') }),
  ]),
  /** `id` is null when the message was so wrong that its id could not be read. */
  z.strictObject({
    id: id.nullable(),
    ok: z.literal(false),
    error: z.strictObject({ code: sandboxErrorCodeSchema, message: z.string() }),
  }),
]);
export type SandboxControlReply = z.infer<typeof sandboxControlReplySchema>;
