import { z } from 'zod';

/** How a hop came about, as the browser told it; `unknown` for exchanges recorded before this was. */
export const hopCauseKinds = [
  'first',
  'redirect',
  'form-by-script',
  'form-by-user',
  'link',
  'script',
  'meta-refresh',
  'header-refresh',
  'reload',
  'frame',
  'popup',
  'unknown',
] as const;
export const hopCauseSchema = z.strictObject({
  kind: z.enum(hopCauseKinds),
  /** Index of the hop whose answer or page led here; `null` for the first and where it could not be seen. */
  from: z.int().nullable(),
});
export type HopCause = z.infer<typeof hopCauseSchema>;

/** A cookie the browser has and did not send, with its own reason ids. */
export const withheldCookieSchema = z.strictObject({ name: z.string(), blocked: z.array(z.string()) });
export type WithheldCookie = z.infer<typeof withheldCookieSchema>;

/** Characters of one text of an observation that are kept. */
export const maxObservationText = 2000;

const seenShape = {
  /** Epoch milliseconds. */
  at: z.number(),
  frame: z.enum(['top', 'iframe']),
  /** Index of the hop on whose page it happened; `null` for the launch page, or where it could not be told. */
  hop: z.int().nullable(),
};

/** LTI messages between windows (`lti.frameResize`, `lti.put_data`); `data` holds further members, cut short. */
const ltiMessageShape = {
  subject: z.string(),
  /** Origin of the window that sent it. */
  origin: z.string(),
  messageId: z.string().nullable(),
  /** `error.code` of an answer. */
  error: z.string().nullable(),
  data: z.array(z.tuple([z.string(), z.string()])),
};

/** What happened in the browser in the course of a launch and is no hop. */
export const observationSchema = z.discriminatedUnion('kind', [
  /** Something a page asked for did not arrive, or with a status of 400 and above. `reason` says why in words. */
  z.strictObject({
    kind: z.literal('resource-failed'),
    ...seenShape,
    url: z.string(),
    method: z.string(),
    /** `Script`, `Stylesheet`, `XHR`, …, in the browser's words. */
    resourceType: z.string(),
    status: z.int().nullable(),
    error: z.string().nullable(),
    reason: z.string(),
  }),
  /** A page loaded over https asked for something over http. */
  z.strictObject({
    kind: z.literal('mixed-content'),
    ...seenShape,
    url: z.string(),
    resourceType: z.string(),
    /** Whether browsers block this kind; images are let through or upgraded. */
    blockable: z.boolean(),
  }),
  /** A page asked for a new window. The launch view opens none. */
  z.strictObject({
    kind: z.literal('popup'),
    ...seenShape,
    url: z.string(),
    name: z.string(),
    /** Whether a person's click or key led to it: browsers block those without. */
    byUser: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('console'),
    ...seenShape,
    level: z.enum(['error', 'warning']),
    /** Who says so: a script of the page, or the browser (`security`, `network`, …). */
    source: z.string(),
    text: z.string(),
    url: z.string().nullable(),
    /** From 1. */
    line: z.int().nullable(),
  }),
  z.strictObject({ kind: z.literal('lti-message'), ...seenShape, ...ltiMessageShape }),
  /** There were more of one kind (`of`: a kind of observation, or `hop`) than are kept. */
  z.strictObject({ kind: z.literal('limit'), ...seenShape, of: z.string(), kept: z.int() }),
]);
export type Observation = z.infer<typeof observationSchema>;
export type ObservationKind = Observation['kind'];

/** Observations kept of one exchange, of all kinds together. */
export const maxObservations = 1000;
