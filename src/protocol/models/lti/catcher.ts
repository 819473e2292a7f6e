import { z } from 'zod';
import { loginRemarkSchema, tokenChecklistSchema } from '../advantage/checklist.ts';
import { checkFindingSchema } from '../diagnosis.ts';
import { pairsSchema } from '../pairs.ts';
import { signatureFindingSchema } from '../signing.ts';
import { parsedRoleSchema, privacyLevelSchema, roleFindingSchema } from './lti.ts';

/** The port an LMS is pointed at unless another is set: fixed, so that its settings stay good. */
export const DEFAULT_CATCHER_PORT = 8741;
/** Captures that are kept; the oldest go first. */
export const KEPT_CAPTURES = 200;

const webAddress = z
  .string()
  .max(4096)
  .refine((text) => /^https?:\/\/[^\s/?#]+/i.test(text), 'an absolute http or https address');

/** What the browser gets for a launch. */
export const catcherAnswerSchema = z.discriminatedUnion('kind', [
  /** A page that says what was caught, with a way back to the LMS. */
  z.strictObject({ kind: z.literal('page') }),
  z.strictObject({ kind: z.literal('status'), status: z.int().min(200).max(599) }),
  /**
   * A form that the browser posts on to the tool, its fields as they came. With `resignWith`, the id of a credential, OAuth 1.0
   * is signed anew for the tool's URL.
   */
  z.strictObject({ kind: z.literal('forward'), url: webAddress, resignWith: z.string().max(100).nullable() }),
]);
export type CatcherAnswer = z.infer<typeof catcherAnswerSchema>;

export const catcherSettingsSchema = z.strictObject({
  port: z.int().min(1024).max(65_535),
  /** `network`: all interfaces of this machine, so that others can reach it. */
  reach: z.enum(['loopback', 'network']),
  /** Where a tunnel or proxy makes it reachable: the address the LMS is given and signs for. */
  publicUrl: webAddress.nullable(),
  answer: catcherAnswerSchema,
});
export type CatcherSettings = z.infer<typeof catcherSettingsSchema>;

export const defaultCatcherSettings: CatcherSettings = {
  port: DEFAULT_CATCHER_PORT,
  reach: 'loopback',
  publicUrl: null,
  answer: { kind: 'page' },
};

/** Settings for one run only, in place of the stored ones. */
export const catcherOverridesSchema = catcherSettingsSchema.partial();
export type CatcherOverrides = z.infer<typeof catcherOverridesSchema>;

/** Addresses to enter in an LMS. */
export const catcherUrlsSchema = z.strictObject({
  launch: z.string(),
  login: z.string(),
  jwks: z.string(),
  configuration: z.string(),
});
export type CatcherUrls = z.infer<typeof catcherUrlsSchema>;

export const catcherStateSchema = z.strictObject({
  listening: z.boolean(),
  /** With the settings as they are, or as it was started. */
  urls: catcherUrlsSchema,
  settings: catcherSettingsSchema,
  /** Whether captures are kept: only with the vault open. Otherwise they last until the app ends. */
  keeps: z.boolean(),
});
export type CatcherState = z.infer<typeof catcherStateSchema>;

/** A platform of LTI 1.3 the catcher is registered at as a tool. Everything in it is public. */
export const catcherRegistrationDraftSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  issuer: z.string().trim().min(1).max(2000),
  clientId: z.string().trim().min(1).max(500),
  authenticationUrl: webAddress,
  keys: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('url'), url: webAddress }),
    z.strictObject({ kind: z.literal('pasted'), text: z.string().max(262_144) }),
  ]),
  /** Where the tool gets access tokens; `null` where it calls no services. */
  tokenUrl: webAddress.nullable().default(null),
  /** Empty: any deployment. */
  deploymentIds: z.array(z.string().trim().min(1).max(255)).max(100),
});
export type CatcherRegistrationDraft = z.infer<typeof catcherRegistrationDraftSchema>;

export const catcherRegistrationSchema = z.strictObject({ id: z.string(), ...catcherRegistrationDraftSchema.shape });
export type CatcherRegistration = z.infer<typeof catcherRegistrationSchema>;

/** What is known of the addresses of an LMS; `{site}` stands for the customer's own origin. */
export const platformPatternSchema = z.strictObject({
  lms: z.string(),
  title: z.string(),
  issuer: z.string(),
  authenticationUrl: z.string(),
  keysUrl: z.string(),
  /** Empty: not known. */
  tokenUrl: z.string(),
  /** Whether a site has to be filled in. */
  needsSite: z.boolean(),
  basis: z.enum(['seen', 'recalled']),
});
export type PlatformPattern = z.infer<typeof platformPatternSchema>;

export const captureKindSchema = z.enum(['launch-1.x', 'launch-1.3', 'login', 'error', 'other']);
export type CaptureKind = z.infer<typeof captureKindSchema>;

/** `unchecked`: nothing to check it with. */
export const captureVerdictSchema = z.enum(['valid', 'invalid', 'unchecked']);
export type CaptureVerdict = z.infer<typeof captureVerdictSchema>;

export const captureSummarySchema = z.strictObject({
  id: z.string(),
  /** Epoch milliseconds. */
  at: z.number(),
  kind: captureKindSchema,
  /** The message type, the issuer of a login, or the error a platform gave. */
  label: z.string(),
  /** Consumer key or issuer. */
  sender: z.string(),
  verdict: captureVerdictSchema,
  errors: z.int(),
  warnings: z.int(),
  /** The first finding in words; empty when there is none. */
  headline: z.string(),
  kept: z.boolean(),
});
export type CaptureSummary = z.infer<typeof captureSummarySchema>;

/** A request as it arrived. Cookies are masked. */
export const caughtRequestSchema = z.strictObject({
  at: z.number(),
  method: z.string(),
  /** The address the platform was given, with the query that came. */
  url: z.string(),
  remoteAddress: z.string(),
  headers: pairsSchema,
  query: pairsSchema,
  fields: pairsSchema,
  /** The body as it came; bytes that are not UTF-8 as U+FFFD. */
  body: z.string(),
});
export type CaughtRequest = z.infer<typeof caughtRequestSchema>;

export const personalCategories = [
  'name',
  'email',
  'picture',
  'username',
  'sourcedid',
  'user-id',
  'mentees',
  'other',
] as const;

export const personalDatumSchema = z.strictObject({
  /** Parameter or claim. */
  field: z.string(),
  category: z.enum(personalCategories),
  value: z.string(),
});
export type PersonalDatum = z.infer<typeof personalDatumSchema>;

export const captureSchema = z.strictObject({
  summary: captureSummarySchema,
  request: caughtRequestSchema,
  /** OAuth 1.0; `null` where there is none to speak of. */
  signature: z
    .strictObject({
      verdict: captureVerdictSchema,
      /** Why it was not checked. */
      reason: z.string().nullable(),
      consumerKey: z.string().nullable(),
      /** Name of the credential it was checked with. */
      credential: z.string().nullable(),
      baseString: z.string(),
      findings: z.array(signatureFindingSchema),
    })
    .nullable(),
  checks: z.array(checkFindingSchema),
  /** LTI 1.3. */
  checklist: tokenChecklistSchema.nullable(),
  login: z
    .strictObject({
      request: caughtRequestSchema,
      registration: z.string().nullable(),
      /** The authentication request the browser was sent with; `null` when there was none. */
      authentication: z.strictObject({ endpoint: z.string(), params: pairsSchema }).nullable(),
      remarks: z.array(loginRemarkSchema),
      /** Whether the cookie set at the login came back with the launch; `null` before that. */
      cookieReturned: z.boolean().nullable(),
    })
    .nullable(),
  roles: z.array(parsedRoleSchema),
  roleFindings: z.array(roleFindingSchema),
  personal: z.strictObject({
    data: z.array(personalDatumSchema),
    /** The lowest privacy level that sends all of it. */
    level: privacyLevelSchema,
  }),
  answer: z.strictObject({
    kind: z.enum(['page', 'status', 'forward', 'redirect']),
    status: z.int(),
    /** Where the browser was sent, if anywhere. */
    target: z.string().nullable(),
    /** The fields it was sent with, in order; `null` without any. */
    fields: pairsSchema.nullable(),
    resigned: z.boolean(),
    note: z.string().nullable(),
  }),
});
export type Capture = z.infer<typeof captureSchema>;
