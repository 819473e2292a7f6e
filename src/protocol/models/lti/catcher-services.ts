import { z } from 'zod';
import { pairsSchema } from '../pairs.ts';

/** Services of a platform that the catcher calls as a tool, for a launch it has caught. */
export const catcherServiceSchema = z.enum(['roster', 'line-items', 'score', 'results']);
export type CatcherService = z.infer<typeof catcherServiceSchema>;

/** What the tool passes back; it is for the person who launched, and of this very moment. */
export const catcherScoreSchema = z.strictObject({
  scoreGiven: z.number().min(0).max(1e9),
  scoreMaximum: z.number().positive().max(1e9),
  comment: z.string().max(10_000).default(''),
  activityProgress: z.enum(['Initialized', 'Started', 'InProgress', 'Submitted', 'Completed']).default('Completed'),
  gradingProgress: z.enum(['FullyGraded', 'Pending', 'PendingManual', 'Failed', 'NotReady']).default('FullyGraded'),
});
export type CatcherScore = z.infer<typeof catcherScoreSchema>;

/** One request of the tool with what came of it. Tokens and the assertion's signature are masked. */
export const catcherCallSchema = z.strictObject({
  what: z.enum(['token', 'roster', 'line-items', 'line-item', 'score', 'results']),
  request: z.strictObject({ method: z.string(), url: z.string(), headers: pairsSchema, body: z.string() }),
  /** `null`: nothing answered. */
  response: z.strictObject({ status: z.int(), headers: pairsSchema, body: z.string() }).nullable(),
  ok: z.boolean(),
  /** What it means, in a sentence. */
  detail: z.string(),
});
export type CatcherCall = z.infer<typeof catcherCallSchema>;

export const catcherServiceOutcomeSchema = z.strictObject({
  ok: z.boolean(),
  /** What came of it, in a sentence. */
  headline: z.string(),
  /** In the order they were made; the last one is the one that failed. */
  calls: z.array(catcherCallSchema),
});
export type CatcherServiceOutcome = z.infer<typeof catcherServiceOutcomeSchema>;
