import { z } from 'zod';
import { pairsSchema } from '../pairs.ts';

/** What the tool said when it sent the browser back to the return URL (LTI 1.1 §3, launch_presentation_return_url). */
export const returnedSchema = z.strictObject({
  /** `lti_msg`: for the user. */
  message: z.string().nullable(),
  /** `lti_log`: for the log. */
  log: z.string().nullable(),
  /** `lti_errormsg`: an error, for the user. */
  errorMessage: z.string().nullable(),
  /** `lti_errorlog`: an error, for the log. */
  errorLog: z.string().nullable(),
  /** Epoch milliseconds. */
  at: z.number(),
});
export type Returned = z.infer<typeof returnedSchema>;

/** One thing wrong with what a tool sent. */
export const serviceFindingSchema = z.strictObject({
  id: z.string(),
  level: z.enum(['warning', 'error']),
  title: z.string(),
  detail: z.string(),
  fix: z.string(),
});
export type ServiceFinding = z.infer<typeof serviceFindingSchema>;

export const outcomeOperationSchema = z.enum(['replaceResult', 'readResult', 'deleteResult']);
export type OutcomeOperation = z.infer<typeof outcomeOperationSchema>;

/** One Basic Outcomes message a tool sent to the platform host, and the answer it got. */
export const outcomeCallSchema = z.strictObject({
  /** Epoch milliseconds. */
  at: z.number(),
  /** `null` when the message names none that is known. */
  operation: outcomeOperationSchema.nullable(),
  sourcedId: z.string().nullable(),
  /** The score as written in the message, or as answered to a read. */
  score: z.string().nullable(),
  /** `resultData` extension. */
  text: z.string().nullable(),
  url: z.string().nullable(),
  /** Whether signature and body hash are right; `null` when they could not be checked. */
  verified: z.boolean().nullable(),
  codeMajor: z.enum(['success', 'processing', 'failure', 'unsupported']),
  description: z.string(),
  findings: z.array(serviceFindingSchema),
  request: z.strictObject({ url: z.string(), headers: pairsSchema, body: z.string() }),
  response: z.strictObject({ status: z.int(), body: z.string() }),
});
export type OutcomeCall = z.infer<typeof outcomeCallSchema>;

export const contentItemSchema = z.strictObject({
  type: z.string(),
  mediaType: z.string().nullable(),
  title: z.string().nullable(),
  text: z.string().nullable(),
  url: z.string().nullable(),
  /** The item as JSON text, as the tool wrote it. */
  json: z.string(),
});
export type ContentItem = z.infer<typeof contentItemSchema>;

/** The answer of a tool to a content-item selection request. */
export const contentItemSelectionSchema = z.strictObject({
  /** Epoch milliseconds. */
  at: z.number(),
  /** `null`: not signed, or it could not be checked; a finding says which. */
  verified: z.boolean().nullable(),
  items: z.array(contentItemSchema),
  message: z.string().nullable(),
  log: z.string().nullable(),
  errorMessage: z.string().nullable(),
  errorLog: z.string().nullable(),
  data: z.string().nullable(),
  findings: z.array(serviceFindingSchema),
  fields: pairsSchema,
});
export type ContentItemSelection = z.infer<typeof contentItemSelectionSchema>;

/** What tools sent to the platform host in the course of a launch. */
export const platformRecordShape = {
  returned: returnedSchema.nullable().default(null),
  /** Oldest first; the newest hundred are kept. */
  outcomes: z.array(outcomeCallSchema).default([]),
  contentItems: contentItemSelectionSchema.nullable().default(null),
};
export const platformRecordSchema = z.strictObject(platformRecordShape);
export type PlatformRecord = z.infer<typeof platformRecordSchema>;

/** A cell of the gradebook: made by a launch that carries a result sourcedid, filled by the tool. */
export const gradeSchema = z.strictObject({
  connectionId: z.string(),
  sourcedId: z.string(),
  /** The launch that last carried the sourcedid. */
  exchangeId: z.string(),
  userId: z.string(),
  contextId: z.string(),
  resourceLinkId: z.string(),
  /** 0.0 to 1.0; `null` while there is none. */
  score: z.number().nullable(),
  text: z.string().nullable(),
  url: z.string().nullable(),
  issuedAt: z.number(),
  /** When the tool last changed it. */
  gradedAt: z.number().nullable(),
});
export type Grade = z.infer<typeof gradeSchema>;
