import { z } from 'zod';
import { pastedTokenSchema } from '../diagnosis.ts';
import { pairsSchema } from '../pairs.ts';

/** One rule of a service, and what a call made of it. `unknown`: cannot be judged, because what it is compared with is missing. */
export const serviceCheckSchema = z.strictObject({
  /** Unique within a call: `assertion.jti`. */
  id: z.string(),
  /** `remarked`: let through, but other platforms may refuse it. */
  status: z.enum(['passed', 'remarked', 'failed', 'unknown']),
  title: z.string(),
  seen: z.string(),
  expected: z.string(),
  /** Document and section: `AGS 2.0 §3.4.5`. */
  source: z.string(),
});
export type ServiceCheck = z.infer<typeof serviceCheckSchema>;

export const advantageServiceSchema = z.enum([
  'token',
  'memberships',
  'line-items',
  'scores',
  'results',
  'groups',
  'deep-linking',
]);
export type AdvantageService = z.infer<typeof advantageServiceSchema>;

export const serviceVerdictSchema = z.enum(['accepted', 'remarked', 'refused']);
export type ServiceVerdict = z.infer<typeof serviceVerdictSchema>;

/** A call of a tool in one line. */
export const serviceCallSummarySchema = z.strictObject({
  id: z.string(),
  /** The credential that is the tool's registration. */
  registrationId: z.string(),
  /** `null` where neither the address nor a launch says for which connection the tool calls. */
  connectionId: z.string().nullable(),
  courseId: z.string().nullable(),
  /** The launch the call belongs to: the newest of the connection. */
  exchangeId: z.string().nullable(),
  /** Epoch milliseconds. */
  at: z.number(),
  service: advantageServiceSchema,
  /** What the call asks for, as the specification names it: `listMembers`, `createScore`. */
  operation: z.string(),
  verdict: serviceVerdictSchema,
  /** What came of it, in one sentence. */
  headline: z.string(),
  method: z.string(),
  url: z.string(),
  status: z.int(),
});
export type ServiceCallSummary = z.infer<typeof serviceCallSummarySchema>;

/** A call of a tool to a service of the platform, with tokens and the signatures of assertions masked. */
export const serviceCallSchema = z.strictObject({
  ...serviceCallSummarySchema.shape,
  checks: z.array(serviceCheckSchema),
  /** The client assertion or the deep linking response, decoded. */
  token: pastedTokenSchema.nullable(),
  request: z.strictObject({ headers: pairsSchema, body: z.string() }),
  response: z.strictObject({ headers: pairsSchema, body: z.string() }),
});
export type ServiceCall = z.infer<typeof serviceCallSchema>;

/** A column of the gradebook (AGS 2.0 §3.2). */
export const lineItemSchema = z.strictObject({
  id: z.string(),
  connectionId: z.string(),
  /** Of the roster. */
  courseId: z.string(),
  label: z.string(),
  scoreMaximum: z.number(),
  resourceId: z.string().nullable(),
  /** Of the roster, whatever the tool knows the link by. */
  resourceLinkId: z.string().nullable(),
  tag: z.string().nullable(),
  /** ISO 8601, as the tool wrote it. */
  startDateTime: z.string().nullable(),
  endDateTime: z.string().nullable(),
  gradesReleased: z.boolean().nullable(),
  /** Extensions, under their full names, as JSON. */
  extensions: z.record(z.string(), z.string()),
  createdBy: z.enum(['tool', 'deep-linking', 'platform']),
  /** Epoch milliseconds. */
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type LineItem = z.infer<typeof lineItemSchema>;

export const activityProgressSchema = z.enum(['Initialized', 'Started', 'InProgress', 'Submitted', 'Completed']);
export type ActivityProgress = z.infer<typeof activityProgressSchema>;
export const gradingProgressSchema = z.enum(['FullyGraded', 'Pending', 'PendingManual', 'Failed', 'NotReady']);
export type GradingProgress = z.infer<typeof gradingProgressSchema>;

/** The newest score of a person for a line item (AGS 2.0 §3.4). */
export const scoreSchema = z.strictObject({
  lineItemId: z.string(),
  /** Of the roster, whatever the tool knows the person by. */
  userId: z.string(),
  /** `null`: there is none any more, or yet. */
  scoreGiven: z.number().nullable(),
  scoreMaximum: z.number().nullable(),
  comment: z.string().nullable(),
  /** ISO 8601 with parts of seconds, as the tool wrote it. */
  timestamp: z.string(),
  activityProgress: activityProgressSchema,
  gradingProgress: gradingProgressSchema,
  startedAt: z.string().nullable(),
  submittedAt: z.string().nullable(),
  /** The person who graded, in the platform's ids. */
  scoringUserId: z.string().nullable(),
  extensions: z.record(z.string(), z.string()),
  /** Epoch milliseconds. */
  receivedAt: z.number(),
});
export type Score = z.infer<typeof scoreSchema>;

/** What the gradebook makes of a score (AGS 2.0 §3.3). */
export const resultSchema = z.strictObject({
  userId: z.string(),
  /** In points of the line item; `null` while nothing is graded to the end. */
  resultScore: z.number().nullable(),
  resultMaximum: z.number(),
  comment: z.string().nullable(),
});
export type Result = z.infer<typeof resultSchema>;

/** A line item with what is in its cells. */
export const gradedLineItemSchema = z.strictObject({
  ...lineItemSchema.shape,
  scores: z.array(
    z.strictObject({
      score: scoreSchema,
      result: resultSchema,
      /** Of the roster; `null` for somebody who is not in it any more. */
      personName: z.string().nullable(),
    }),
  ),
});
export type GradedLineItem = z.infer<typeof gradedLineItemSchema>;

/** A content item a tool answered with (Deep Linking 2.0 §3). */
export const deepLinkedItemSchema = z.strictObject({
  type: z.string(),
  title: z.string().nullable(),
  text: z.string().nullable(),
  url: z.string().nullable(),
  /** Of an html item, for people to read: it is never rendered. */
  html: z.string().nullable(),
  custom: pairsSchema,
  /** All of it, as the tool wrote it. */
  json: z.string(),
});
export type DeepLinkedItem = z.infer<typeof deepLinkedItemSchema>;

/** A content item that was taken over into a course. */
export const storedItemSchema = z.strictObject({
  ...deepLinkedItemSchema.shape,
  id: z.string(),
  connectionId: z.string(),
  courseId: z.string(),
  /** The deep linking launch it was chosen in. */
  exchangeId: z.string(),
  /** The link of the course that launches it; `null` for what is no launch. */
  placementId: z.string().nullable(),
  resourceLinkId: z.string().nullable(),
  lineItemId: z.string().nullable(),
  /** Epoch milliseconds. */
  createdAt: z.number(),
});
export type StoredItem = z.infer<typeof storedItemSchema>;
