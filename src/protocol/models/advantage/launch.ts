import { z } from 'zod';
import { presetNoteSchema } from '../lti/lti.ts';
import { pairsSchema } from '../pairs.ts';
import { negativeCaseIdSchema } from './negative.ts';

const id = z.string().min(1).max(100);

/** Longest text of a claims editor, in characters: with it, a token still fits into a form that tools take. */
export const maxClaimsCharacters = 100_000;

/** What the tool is told to find, and granted: Names and Roles, Assignment and Grades, Course Groups. */
export const offeredServicesSchema = z.strictObject({
  namesRoles: z.boolean(),
  /** `read`: line items and results. `score`: also to score the one line item of the link. `write`: also to make line items. */
  grades: z.enum(['none', 'read', 'score', 'write']),
  groups: z.boolean(),
});
export type OfferedServices = z.infer<typeof offeredServicesSchema>;

/** Deep Linking 2.0 §4.4.1 (`deep_linking_settings`); the return address is the platform's own. */
export const deepLinkingRequestSchema = z.strictObject({
  acceptTypes: z.array(z.string().min(1).max(100)).min(1).max(20).default(['ltiResourceLink']),
  acceptPresentationDocumentTargets: z
    .array(z.enum(['iframe', 'window', 'embed']))
    .min(1)
    .default(['iframe', 'window']),
  /** Media types, separated by commas; empty: not sent. */
  acceptMediaTypes: z.string().max(1000).default(''),
  acceptMultiple: z.boolean().default(true),
  acceptLineItem: z.boolean().default(true),
  autoCreate: z.boolean().default(false),
  title: z.string().max(1000).default(''),
  text: z.string().max(10_000).default(''),
  /** Opaque; the tool has to send it back unchanged. Empty: not sent. */
  data: z.string().max(10_000).default(''),
});
export type DeepLinkingRequest = z.infer<typeof deepLinkingRequestSchema>;

/** What a person chooses for a launch of LTI 1.3, beside preset, person and course. */
export const advantageSetupSchema = z.strictObject({
  /** `null`: the first of the registration. */
  deploymentId: z.string().max(255).nullable().default(null),
  /** How the browser is sent to the login; a tool has to take both (Security Framework 1.0 §5.1.1.1). */
  loginMethod: z.enum(['GET', 'POST']).default('GET'),
  /** Empty: the base URL of the connection. */
  targetLinkUri: z.string().max(4096).default(''),
  /** A JSON object as text, merged over what preset, person and course give; `null` in it takes a claim away. */
  claims: z.string().max(maxClaimsCharacters).default(''),
  /** Without `sub`, names and e-mail address (LTI 1.3 §5.3.6). */
  anonymous: z.boolean().default(false),
  services: offeredServicesSchema.default({ namesRoles: true, grades: 'write', groups: false }),
  /** The tool's consumer of LTI 1.1, for the migration claim (`lti1p1`), signed with its secret. */
  migration: z.strictObject({ credentialId: id }).nullable().default(null),
  /** Read for deep linking requests only; `null`: what they ask for as a rule, with data that is new each time. */
  deepLinking: deepLinkingRequestSchema.nullable().default(null),
  /** Whose submission is reviewed, a person of the roster; read for submission reviews only. `null`: the first learner. */
  reviewedPersonId: id.nullable().default(null),
  /** Send `lti_storage_target`, and keep what the tool wants kept (Platform Storage). */
  storageTarget: z.boolean().default(true),
  /** One thing done wrong on purpose. */
  wrong: negativeCaseIdSchema.nullable().default(null),
  /** Wait before each leg until a person goes on. */
  stepped: z.boolean().default(false),
});
export type AdvantageSetup = z.infer<typeof advantageSetupSchema>;

export const firstAdvantageSetup: AdvantageSetup = advantageSetupSchema.parse({});

/** Legs of a launch in their order; the platform acts in each. */
export const advantageLegIds = ['login-initiation', 'authorization', 'message'] as const;
export const advantageLegIdSchema = z.enum(advantageLegIds);
export type AdvantageLegId = z.infer<typeof advantageLegIdSchema>;

/** One rule of a specification, and whether a value keeps it. `remarked`: kept, but some tools refuse it. */
export const advantageCheckSchema = z.strictObject({
  id: z.string(),
  status: z.enum(['passed', 'remarked', 'failed', 'unknown']),
  title: z.string(),
  seen: z.string(),
  expected: z.string(),
  source: z.string(),
});
export type AdvantageCheck = z.infer<typeof advantageCheckSchema>;

/** Header and claims of a token, decoded. */
export const decodedTokenSchema = z.strictObject({
  header: z.record(z.string(), z.unknown()),
  claims: z.record(z.string(), z.unknown()),
});

export const advantageLegSchema = z.strictObject({
  id: advantageLegIdSchema,
  /** Epoch milliseconds. */
  at: z.number(),
  /**
   * `held`: built or received, and waits for a person. `done`: sent on its way. `refused`: the platform answered with an error, or
   * showed it where it has nobody to answer.
   */
  state: z.enum(['held', 'done', 'refused']),
  method: z.string(),
  /** Where the parameters were sent, without those of its query. */
  url: z.string(),
  /** As they were sent, in order; the signature of a token is masked. */
  parameters: pairsSchema,
  /** In the order a platform or tool carries them out. */
  checks: z.array(advantageCheckSchema),
  token: decodedTokenSchema.nullable(),
  /** The error response (OpenID Connect Core 1.0 §3.1.2.6). */
  error: z.strictObject({ error: z.string(), description: z.string() }).nullable(),
});
export type AdvantageLeg = z.infer<typeof advantageLegSchema>;

/** What happened in a launch of LTI 1.3. */
export const advantageLaunchSchema = z.strictObject({
  registrationId: z.string(),
  messageType: z.string(),
  deploymentId: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  /** Whom the launch is for: `sub`, or `null` where it is anonymous. */
  userId: z.string().nullable(),
  contextId: z.string().nullable(),
  resourceLinkId: z.string().nullable(),
  /** What the LMS does differently; `field` is the path of the claim. */
  notes: z.array(presetNoteSchema),
  /** Oldest first; an authorization request that comes twice is there twice. */
  legs: z.array(advantageLegSchema),
});
export type AdvantageLaunch = z.infer<typeof advantageLaunchSchema>;
