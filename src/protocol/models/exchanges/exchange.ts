import { z } from 'zod';
import { problemSchema } from '../../problem.ts';
import { advantageLaunchSchema } from '../advantage/launch.ts';
import { negativeCaseIdSchema } from '../advantage/negative.ts';
import { acceptedCertificateSchema, certificateProblemSchema } from '../certificate.ts';
import { formValueSchema } from '../contract.ts';
import { launchSetupShape } from '../lti/launch-setup.ts';
import { platformRecordShape } from '../lti/platform.ts';
import { pairsSchema } from '../pairs.ts';
import { signedRequestSchema, signingExplanationSchema } from '../signing.ts';
import { hopCauseSchema, observationSchema, withheldCookieSchema } from './observation.ts';
import { probeSchema } from './probe.ts';
import { verdictSchema } from './verdict.ts';

/** Hops recorded of one launch: many more than any needs, few enough for a page that begins again without end. */
export const maxHops = 100;

/** Milliseconds each phase took; `null` where the phase did not happen (reused connection) or could not be seen. */
export const timingSchema = z.strictObject({
  dns: z.number().nullable(),
  connect: z.number().nullable(),
  tls: z.number().nullable(),
  send: z.number().nullable(),
  wait: z.number().nullable(),
  receive: z.number().nullable(),
  total: z.number(),
});
export type Timing = z.infer<typeof timingSchema>;

export const tlsSchema = z.strictObject({
  protocol: z.string(),
  cipher: z.string().nullable(),
  subject: z.string().nullable(),
  issuer: z.string().nullable(),
  /** ISO 8601. */
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
});
export type Tls = z.infer<typeof tlsSchema>;

/** A `Set-Cookie` line as received, and what became of it. `blocked` holds the browser's own reason ids. */
export const cookieObservationSchema = z.strictObject({
  name: z.string(),
  line: z.string(),
  stored: z.boolean(),
  blocked: z.array(z.string()),
});
export type CookieObservation = z.infer<typeof cookieObservationSchema>;

/** A response body as the window may have it: a masked, decoded beginning. The whole is read in pages. */
export const bodyViewSchema = z.strictObject({
  /** Bytes received, after content decoding. */
  size: z.int(),
  contentType: z.string().nullable(),
  charset: z.string().nullable(),
  kind: z.enum(['empty', 'text', 'binary']),
  /** Masked text of the beginning; empty for binary bodies. */
  text: z.string(),
  truncated: z.boolean(),
});
export type BodyView = z.infer<typeof bodyViewSchema>;

/** One request and its answer on the way from the first request to the last page. */
export const hopSchema = z.strictObject({
  index: z.int(),
  frame: z.enum(['client', 'top', 'iframe']),
  cause: hopCauseSchema.default({ kind: 'unknown', from: null }),
  /** Index of the hop whose page holds the frame; `null` at the top, and for frames of the launch page. */
  parent: z.int().nullable().default(null),
  method: z.string(),
  url: z.string(),
  requestHeaders: pairsSchema,
  /** Names of the headers a redirect left out, because they belong to another host. */
  droppedHeaders: z.array(z.string()).optional(),
  /** Names of the cookies sent with the request; `null` where the recorder could not see them. */
  sentCookies: z.array(z.string()).nullable(),
  /** Cookies the browser had for the address and held back. */
  withheldCookies: z.array(withheldCookieSchema).default([]),
  /** Epoch milliseconds. */
  startedAt: z.number(),
  status: z.int().nullable(),
  statusText: z.string(),
  responseHeaders: pairsSchema,
  /** Absolute URL the response redirects to. */
  location: z.string().nullable(),
  cookies: z.array(cookieObservationSchema),
  timing: timingSchema.nullable(),
  /** `http/1.1`, `h2`; `null` where it could not be seen. */
  protocol: z.string().nullable().default(null),
  tls: tlsSchema.nullable(),
  remoteAddress: z.string().nullable(),
  /** Why the hop did not show: the network error and a reason in words (refused frame, name not found). */
  failure: z.strictObject({ error: z.string(), reason: z.string() }).nullable(),
  /** The certificate that was refused, where that is why the hop did not show. */
  certificate: certificateProblemSchema.optional(),
  /** Post data or body the hop carried, for the judged hop and the final page only where the recorder has it. */
  body: bodyViewSchema.nullable(),
});
export type Hop = z.infer<typeof hopSchema>;

export const launchModeSchema = z.enum(['window', 'iframe']);
export type LaunchMode = z.infer<typeof launchModeSchema>;

/** `refused`: as browsers do that have third-party cookies switched off; partitioned cookies are stored and sent all the same. */
export const thirdPartyCookiesSchema = z.enum(['allowed', 'refused']);
export type ThirdPartyCookies = z.infer<typeof thirdPartyCookiesSchema>;

/** The ways an A/B run launches in, in their order. */
export const abVariants = ['window', 'iframe', 'no-third-party-cookies'] as const;
export const abVariantSchema = z.enum(abVariants);
export type AbVariant = z.infer<typeof abVariantSchema>;

const commonShape = {
  id: z.string(),
  kind: z.enum(['request', 'launch']),
  connectionId: z.string(),
  connectionName: z.string(),
  contractId: z.string(),
  operationId: z.string(),
  operationTitle: z.string(),
  environment: z.string(),
  /** Epoch milliseconds. */
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  state: z.enum(['running', 'finished', 'failed', 'cancelled', 'interrupted']),
  method: z.string(),
  url: z.string(),
  status: z.int().nullable(),
  verdict: verdictSchema.shape.verdict.nullable(),
  /** The verdict in one sentence; why it was interrupted; the code of the problem, whose words are in the catalogue. */
  headline: z.string(),
  /** What kept it from its end. */
  problem: problemSchema.nullable().default(null),
};

export const exchangeSummarySchema = z.strictObject({
  ...commonShape,
  /** What was done wrong on purpose: such a launch says nothing of how the connection is. */
  wrong: negativeCaseIdSchema.optional(),
});
export type ExchangeSummary = z.infer<typeof exchangeSummarySchema>;

/**
 * How an exchange that has ended came out: its verdict, or its state where there is none. `refused`: it conforms, but
 * what the contract documents is a refusal (status 400 and above).
 */
export const exchangeOutcomeSchema = z.enum([
  'conforms',
  'refused',
  'deviates',
  'undocumented',
  'failed',
  'interrupted',
  'cancelled',
]);
export type ExchangeOutcome = z.infer<typeof exchangeOutcomeSchema>;

/** What a history is narrowed to. `attention`: deviates, undocumented, failed, interrupted. */
export const outcomeFilterSchema = z.enum(['all', 'attention', ...exchangeOutcomeSchema.options]);
export type OutcomeFilter = z.infer<typeof outcomeFilterSchema>;

/** What really happened, with every secret masked. Raw bytes are kept encrypted beside it. */
export const exchangeSchema = z.strictObject({
  ...commonShape,
  request: signedRequestSchema,
  /** The form as filled in, secrets left out, so that the exchange can be opened and sent again. */
  form: z.array(formValueSchema),
  launchMode: launchModeSchema.nullable(),
  thirdPartyCookies: thirdPartyCookiesSchema.default('allowed'),
  /** The A/B run it belongs to, and which of its ways it went. */
  /** The certificate a person accepted for this launch although the browser refuses it. */
  certificateAccepted: acceptedCertificateSchema.optional(),
  abRun: z.strictObject({ id: z.string(), variant: abVariantSchema }).nullable().default(null),
  ...launchSetupShape,
  explanation: signingExplanationSchema.nullable(),
  /** Sent although the form broke the contract. */
  sentAnyway: z.boolean(),
  hops: z.array(hopSchema),
  /** What happened in the browser and is no hop, oldest first. */
  observations: z.array(observationSchema).default([]),
  /** Index in `hops` of the response the verdict is about. */
  judgedHop: z.int().nullable(),
  verdictDetail: verdictSchema.nullable(),
  problem: problemSchema.nullable(),
  /** The latest probe of which signature the tool accepts. */
  probe: probeSchema.optional(),
  ...platformRecordShape,
  /** Launches of LTI 1.3 only: what went over which leg. */
  advantageLaunch: advantageLaunchSchema.optional(),
});
export type Exchange = z.infer<typeof exchangeSchema>;
