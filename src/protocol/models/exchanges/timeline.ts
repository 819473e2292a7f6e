import { z } from 'zod';
import { checkFindingSchema } from '../diagnosis.ts';
import { pairsSchema } from '../pairs.ts';
import { launchModeSchema } from './exchange.ts';
import { hopCauseSchema, observationSchema } from './observation.ts';

/** A finding about a hop; `null`: about the launch as a whole. */
export const timelineFindingSchema = z.strictObject({ ...checkFindingSchema.shape, hop: z.int().nullable() });
export type TimelineFinding = z.infer<typeof timelineFindingSchema>;

export const phaseNames = ['dns', 'connect', 'tls', 'send', 'wait', 'receive'] as const;

/** A stretch of a hop in the waterfall. Milliseconds, `offset` from the beginning of the hop. */
export const phaseSchema = z.strictObject({ phase: z.enum(phaseNames), offset: z.number(), duration: z.number() });
export type Phase = z.infer<typeof phaseSchema>;

/** Whether a page may be shown in the frame it was asked for in (X-Frame-Options; CSP Level 3 §6.4.2). */
export const framingSchema = z.strictObject({
  /** `not-framed`: loaded at the top, where the headers do nothing; `unrestricted`: it says nothing about frames. */
  verdict: z.enum(['not-framed', 'unrestricted', 'allowed', 'refused']),
  /** Whether it would be shown in a frame of the framing origin; `null` without one. */
  wouldShow: z.boolean().nullable(),
  decidedBy: z.enum(['frame-ancestors', 'x-frame-options']).nullable(),
  /** The lines about frames as received, policies cut down to `frame-ancestors`. */
  lines: pairsSchema,
  /** In words. */
  detail: z.string(),
});
export type Framing = z.infer<typeof framingSchema>;

export const timelineHopSchema = z.strictObject({
  index: z.int(),
  frame: z.enum(['client', 'top', 'iframe']),
  parent: z.int().nullable(),
  cause: hopCauseSchema,
  /** The status of the redirect that led here; `null` for every other cause. */
  redirectStatus: z.int().nullable(),
  method: z.string(),
  url: z.string(),
  origin: z.string().nullable(),
  status: z.int().nullable(),
  statusText: z.string(),
  location: z.string().nullable(),
  /** A redirect turned the POST that led here into a GET: its form did not come along. */
  becameGet: z.boolean(),
  failure: z.strictObject({ error: z.string(), reason: z.string() }).nullable(),
  tone: z.enum(['pending', 'ok', 'redirect', 'warning', 'error']),
  /** Milliseconds after the first hop began. */
  offset: z.number(),
  /** Milliseconds; `null` while it is under way. */
  duration: z.number().nullable(),
  phases: z.array(phaseSchema),
  framing: framingSchema,
  cookiesSet: z.array(z.string()),
  cookiesBlocked: z.array(z.string()),
  cookiesSent: z.array(z.string()).nullable(),
  cookiesWithheld: z.array(z.string()),
  /** The hop in one line of words. */
  summary: z.string(),
});
export type TimelineHop = z.infer<typeof timelineHopSchema>;

/** Attributes of a `Set-Cookie` line (RFC 6265bis §5.6) as written; `null` where it has none. */
export const cookieAttributesSchema = z.strictObject({
  sameSite: z.string().nullable(),
  secure: z.boolean(),
  httpOnly: z.boolean(),
  partitioned: z.boolean(),
  domain: z.string().nullable(),
  path: z.string().nullable(),
  /** Seconds. */
  maxAge: z.number().nullable(),
  /** As written. */
  expires: z.string().nullable(),
});
export type CookieAttributes = z.infer<typeof cookieAttributesSchema>;

/** The life of one cookie in a launch: set, stored or blocked, and what the hops after it did with it. */
export const timelineCookieSchema = z.strictObject({
  name: z.string(),
  /** Index of the hop that set it, and its host. */
  hop: z.int(),
  host: z.string(),
  line: z.string(),
  attributes: cookieAttributesSchema,
  outcome: z.enum(['stored', 'blocked', 'deleted']),
  /** The browser's ids for why it was not stored, and the same in words. */
  blocked: z.array(z.string()),
  why: z.string(),
  /** Later hops it was sent with. */
  sentOn: z.array(z.int()),
  /** Later hops it was held back on. */
  withheldOn: z.array(z.strictObject({ hop: z.int(), blocked: z.array(z.string()), why: z.string() })),
  /** Later hops of the same host that went without it. */
  missingOn: z.array(z.int()),
});
export type TimelineCookie = z.infer<typeof timelineCookieSchema>;

/** The clock of one host against this machine's, from its `Date` header. Milliseconds; positive: the host is ahead. */
export const hostClockSchema = z.strictObject({
  host: z.string(),
  /** `null`: the host sent no usable `Date`. */
  skew: z.number().nullable(),
  /** The true difference lies within `skew` ± this: the header counts whole seconds, and the way there and back takes time. */
  uncertainty: z.number().nullable(),
  /** Answers with a `Date`. */
  samples: z.int(),
  /** In one sentence. */
  detail: z.string(),
});
export type HostClock = z.infer<typeof hostClockSchema>;

/** How far a known peer lets the time of a message be off; seconds, `null` where it sets no limit. */
export const clockWindowSchema = z.strictObject({
  peer: z.string(),
  past: z.number().nullable(),
  future: z.number().nullable(),
  source: z.string(),
  /** Whether a message sent now, by this machine's clock, would be taken by a host with the clock seen; `null`: not known. */
  accepts: z.boolean().nullable(),
});
export type ClockWindow = z.infer<typeof clockWindowSchema>;

export const clockReportSchema = z.strictObject({
  hosts: z.array(hostClockSchema),
  /** Milliseconds this machine is off by, by the majority of hosts; positive: this machine is behind. `null` without a majority. */
  localSkew: z.number().nullable(),
  windows: z.array(clockWindowSchema),
  summary: z.string(),
});
export type ClockReport = z.infer<typeof clockReportSchema>;

export const timelineObservationSchema = z.strictObject({
  observation: observationSchema,
  /** Milliseconds after the first hop began. */
  offset: z.number(),
  /** In one line of words. */
  summary: z.string(),
});
export type TimelineObservation = z.infer<typeof timelineObservationSchema>;

/** One picture of an exchange: every hop on one time line, what became of cookies and frames, and the first hop that went wrong. */
export const timelineSchema = z.strictObject({
  exchangeId: z.string(),
  mode: launchModeSchema.nullable(),
  /** Epoch milliseconds of the first hop. */
  startedAt: z.number(),
  /** Milliseconds to the end of the last hop. */
  duration: z.number(),
  /** Origin of the page the launch is, or would be, framed by; `null` where there is none. */
  framingOrigin: z.string().nullable(),
  hops: z.array(timelineHopSchema),
  observations: z.array(timelineObservationSchema),
  cookies: z.array(timelineCookieSchema),
  clock: clockReportSchema,
  /** Worst first. */
  findings: z.array(timelineFindingSchema),
  /** Index of the first hop with an error, else the first with a warning; `null` when nothing went wrong. */
  firstWrongHop: z.int().nullable(),
  /** All of it as plain text, for copying and for screen readers. */
  text: z.string(),
});
export type Timeline = z.infer<typeof timelineSchema>;

/** Two or more runs of one launch side by side. */
export const timelineDifferenceSchema = z.strictObject({
  /** Position in the order of hops, from 0. */
  position: z.int(),
  /** Index of the hop at that position in each run; `null`: the run has none. */
  hops: z.array(z.int().nullable()),
  /** What differs first: whether there is a hop at all, its address, method, answer, cookies, framing. */
  what: z.enum(['presence', 'address', 'method', 'failure', 'status', 'cookies-stored', 'cookies-sent', 'framing']),
  /** The value of each run. */
  values: z.array(z.string()),
  /** In words. */
  detail: z.string(),
});
export type TimelineDifference = z.infer<typeof timelineDifferenceSchema>;
