import { z } from 'zod';
import { problemSchema } from '../../problem.ts';
import { abVariantSchema, exchangeSummarySchema } from './exchange.ts';
import { timelineDifferenceSchema, timelineFindingSchema, timelineSchema } from './timeline.ts';

const id = z.string().min(1).max(100);

/**
 * How far one way of an A/B run is. `settled`: its page came to rest; `timed-out`: it did not in time, what was recorded counts;
 * `failed`: it could not be launched.
 */
export const abLegStateSchema = z.enum(['waiting', 'running', 'settled', 'timed-out', 'failed', 'cancelled']);
export type AbLegState = z.infer<typeof abLegStateSchema>;

export const abLegSchema = z.strictObject({
  variant: abVariantSchema,
  /** `null` until it is launched. The exchange may have been deleted since. */
  exchangeId: id.nullable(),
  state: abLegStateSchema,
});
export type AbLeg = z.infer<typeof abLegSchema>;

export const abRunStateSchema = z.enum(['running', 'finished', 'failed', 'cancelled', 'interrupted']);
export type AbRunState = z.infer<typeof abRunStateSchema>;

/** NET-05: the same launch, each time signed anew, at the top of a window, in a frame, and in a frame without third-party cookies. */
export const abRunSchema = z.strictObject({
  id,
  connectionId: id,
  connectionName: z.string(),
  operationId: z.string(),
  operationTitle: z.string(),
  /** Epoch milliseconds. */
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  state: abRunStateSchema,
  /** In the order they are launched in. */
  legs: z.array(abLegSchema),
  /** What kept a launch from being made. */
  problem: problemSchema.nullable(),
});
export type AbRun = z.infer<typeof abRunSchema>;

/** Where a launch ended, as a person would say it. */
export const abEndSchema = z.strictObject({
  /** Whether a page came that is no error: status below 400, and shown. */
  isWell: z.boolean(),
  status: z.int().nullable(),
  url: z.string(),
  /** Title and beginning of the text of the last page, masked; empty where it has none. */
  title: z.string(),
  text: z.string(),
});
export type AbEnd = z.infer<typeof abEndSchema>;

export const abColumnSchema = z.strictObject({
  ...abLegSchema.shape,
  /** `null` before it is launched and after it was deleted. */
  exchange: exchangeSummarySchema.nullable(),
  timeline: timelineSchema.nullable(),
  end: abEndSchema.nullable(),
});
export type AbColumn = z.infer<typeof abColumnSchema>;

/** Two ways of launching compared; `difference` is the first that is seen, `null` when there is none. */
export const abPairSchema = z.strictObject({
  of: z.tuple([abVariantSchema, abVariantSchema]),
  difference: timelineDifferenceSchema.nullable(),
  /** The difference in a sentence, and the cause where it shows. */
  detail: z.string(),
  /** Who has to change what; `null` where nothing differs. */
  finding: timelineFindingSchema.nullable(),
});
export type AbPair = z.infer<typeof abPairSchema>;

export const abResultSchema = z.strictObject({
  run: abRunSchema,
  columns: z.array(abColumnSchema),
  /** Only of ways that have come to an end. */
  pairs: z.array(abPairSchema),
  /** In one or two sentences. */
  conclusion: z.string(),
  /** `same`: no hop differs; `ends-same`: hops differ, the end does not; `incomplete`: not all three have run. */
  verdict: z.enum(['running', 'incomplete', 'same', 'ends-same', 'differs']),
  /** What refusing third-party cookies leaves out here, in words. */
  notEmulated: z.string(),
  /** All of it as plain text, for copying. */
  text: z.string(),
});
export type AbResult = z.infer<typeof abResultSchema>;
