import { z } from 'zod';
import { checkFindingSchema, diagnosePasteInputSchema, diagnosisCredentialSchema } from '../diagnosis.ts';
import { diagnoseExchangeInputSchema } from '../exchanges/exchange-diagnosis.ts';
import { pairsSchema } from '../pairs.ts';
import { findingOwnerSchema, signatureFindingSchema } from '../signing.ts';

/** Names the format in a file; with the version, what a reader checks first. */
export const BUNDLE_FORMAT = 'countersign-evidence';
export const BUNDLE_VERSION = 1;
/** Longest bundle that is written or read, HTML and JSON alike, in characters. */
export const MAX_BUNDLE_LENGTH = 4_000_000;

/** `keep`: as it was sent; `pseudonyms`: the same value always has the same stand-in; `mask`: gone. */
export const personalChoices = ['keep', 'pseudonyms', 'mask'] as const;
export const personalChoiceSchema = z.enum(personalChoices);
export type PersonalChoice = z.infer<typeof personalChoiceSchema>;

export const bundleSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exchange'), ...diagnoseExchangeInputSchema.shape }),
  z.strictObject({ kind: z.literal('capture'), id: z.string().min(1).max(100) }),
  z.strictObject({ kind: z.literal('paste'), paste: diagnosePasteInputSchema }),
]);
export type BundleSource = z.output<typeof bundleSourceSchema>;

export const makeBundleInputSchema = z.strictObject({
  source: bundleSourceSchema,
  personal: personalChoiceSchema,
  /** Names of further parameters whose values are personal, such as `custom_matriculation`. */
  personalFields: z.array(z.string().trim().min(1).max(200)).max(100).default([]),
  /** Texts of the answers. */
  bodies: z.boolean().default(true),
  /** Names of cookies; their values never are in it. */
  cookieNames: z.boolean().default(true),
  /** What the other side is to be told, at the top. */
  note: z.string().trim().max(4000).default(''),
});
export type MakeBundleInput = z.output<typeof makeBundleInputSchema>;

const shortText = z.string().max(10_000);
const longText = z.string().max(MAX_BUNDLE_LENGTH);

/** A signed message as it was received, without the credential: what a signature is computed from again. */
export const reverifyMessageSchema = z.strictObject({
  scheme: z.enum(['oauth1', 'proctorexam']),
  method: shortText,
  url: longText,
  headers: pairsSchema.max(200),
  /** Exactly one of both carries the body, where there is one. */
  fields: pairsSchema.max(5000).nullable(),
  body: longText.nullable(),
  /** Ids of the path, for ProctorExam. */
  pathParams: pairsSchema.max(100),
  /** Seconds since the epoch at which it was sent or received. */
  now: z.int().nullable(),
});
export type ReverifyMessage = z.infer<typeof reverifyMessageSchema>;

export const reverifySchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('included'), message: reverifyMessageSchema, consumerKey: shortText.nullable() }),
  z.strictObject({
    state: z.literal('left-out'),
    why: z.enum(['unsigned', 'personal-data', 'secret-masked', 'unreadable', 'too-large']),
    detail: shortText,
  }),
]);
export type Reverify = z.infer<typeof reverifySchema>;

export const bundleSignatureSchema = z.strictObject({
  verdict: z.enum(['valid', 'invalid', 'not-checked']),
  /** What follows from it, or why it was not checked. */
  detail: shortText,
  scheme: shortText.nullable(),
  method: shortText.nullable(),
  baseString: longText.nullable(),
  received: shortText.nullable(),
  steps: z
    .array(
      z.strictObject({ title: shortText, detail: longText, rule: shortText.nullable(), result: longText.nullable() }),
    )
    .max(100),
  findings: z.array(signatureFindingSchema).max(100),
});

/** A finding of any check; `hop` counts from 0, `null` where it is about no hop. */
export const bundleFindingSchema = z.strictObject({ ...checkFindingSchema.shape, hop: z.int().nullable() });
export type BundleFinding = z.infer<typeof bundleFindingSchema>;

export const bundleResponseSchema = z.strictObject({
  hop: z.int(),
  method: shortText,
  url: longText,
  status: z.int().nullable(),
  statusText: shortText,
  headers: pairsSchema.max(500),
  body: z.strictObject({ text: longText, size: z.int(), truncated: z.boolean() }).nullable(),
});

/** What of a person was found. Never the value itself. */
export const bundlePersonalSchema = z.strictObject({
  choice: personalChoiceSchema,
  found: z.array(z.strictObject({ field: shortText, category: shortText, standIn: shortText.nullable() })).max(2000),
  notes: z.array(shortText).max(100),
});

/** Evidence for a ticket in one file: what failed, who must fix it, and what shows it. No text of it holds a secret. */
export const bundleSchema = z.strictObject({
  format: z.literal(BUNDLE_FORMAT),
  version: z.literal(BUNDLE_VERSION),
  made: z.strictObject({
    /** ISO 8601, UTC. */
    at: shortText,
    /** IANA name of the zone of the machine it was made on. */
    timeZone: shortText,
    by: shortText,
    runtime: shortText,
  }),
  note: shortText,
  subject: z.strictObject({
    kind: z.enum(['exchange', 'capture', 'paste']),
    title: shortText,
    id: shortText.nullable(),
    connection: shortText.nullable(),
    environment: shortText.nullable(),
    contract: z.strictObject({ id: shortText, version: shortText.nullable(), operation: shortText }).nullable(),
    /** ISO 8601, UTC: when it was sent or received. */
    at: shortText.nullable(),
  }),
  conclusion: z.strictObject({
    state: z.enum(['failed', 'fine', 'open']),
    headline: shortText,
    /** What is wrong, the likeliest cause first, each with who must fix it. */
    points: z.array(z.strictObject({ text: shortText, fix: shortText, owner: findingOwnerSchema.nullable() })).max(100),
  }),
  request: z
    .strictObject({
      method: shortText,
      url: longText,
      headers: pairsSchema.max(500),
      fields: pairsSchema.max(5000),
      body: longText.nullable(),
    })
    .nullable(),
  signature: bundleSignatureSchema.nullable(),
  findings: z.array(bundleFindingSchema).max(2000),
  answer: z
    .strictObject({
      status: z.int().nullable(),
      verdict: z.enum(['conforms', 'deviates', 'undocumented']).nullable(),
      summary: shortText,
      checks: z
        .array(
          z.strictObject({
            id: shortText,
            level: z.enum(['pass', 'info', 'warning', 'error']),
            expected: longText,
            actual: longText,
            source: shortText,
          }),
        )
        .max(1000),
      causes: z
        .array(z.strictObject({ text: shortText, state: z.enum(['confirmed', 'fits', 'possible', 'ruled-out']) }))
        .max(200),
    })
    .nullable(),
  timeline: z.strictObject({ text: longText, firstWrongHop: z.int().nullable() }).nullable(),
  responses: z.array(bundleResponseSchema).max(500),
  /** A JSON Web Token taken apart. JSON texts. */
  token: z.strictObject({ header: longText, claims: longText }).nullable(),
  personal: bundlePersonalSchema,
  /** What is not in it, and why. */
  masked: z.array(shortText).max(100),
  reverify: reverifySchema,
});
export type Bundle = z.infer<typeof bundleSchema>;

/** `fileName` is safe on every file system. `searched`: secrets the finished file was searched for. */
export const madeBundleSchema = z.strictObject({
  fileName: z.string(),
  html: z.string(),
  searched: z.int(),
  bundle: bundleSchema,
});
export type MadeBundle = z.infer<typeof madeBundleSchema>;

export const readBundleInputSchema = z.strictObject({ text: z.string().max(MAX_BUNDLE_LENGTH) });

export const verifyBundleInputSchema = z.strictObject({
  text: z.string().max(MAX_BUNDLE_LENGTH),
  /** Exactly one of these. `secret` is joined with the consumer key of the message. */
  secret: z.string().min(1).max(65_536).optional(),
  credential: diagnosisCredentialSchema.optional(),
  credentialId: z.string().min(1).max(100).optional(),
});
