import { z } from 'zod';
import { exchangeSummarySchema } from './exchange.ts';
import { timelineDifferenceSchema, timelineHopSchema } from './timeline.ts';

export const compareExchangesInputSchema = z.strictObject({
  ids: z.array(z.string().min(1).max(100)).length(2),
});

/** Value of each of the two; `null`: it has none. */
const valuesSchema = z.array(z.string().nullable()).length(2);

/** One thing in which two requests differ. */
export const requestDifferenceSchema = z.strictObject({
  part: z.enum(['setup', 'method', 'address', 'query', 'header', 'field', 'body', 'file']),
  /** Name of the parameter, header or field; path of a value in a JSON body; empty where the part has only one value. */
  name: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  values: valuesSchema,
  /** It differs from one request to the next by its nature: a nonce, a time, a signature. */
  varies: z.boolean(),
});
export type RequestDifference = z.infer<typeof requestDifferenceSchema>;

/** Two exchanges side by side, the first against the second. All values are masked. */
export const exchangeComparisonSchema = z.strictObject({
  exchanges: z.array(exchangeSummarySchema).length(2),
  /** What differs in the requests; what varies by nature comes last. */
  request: z.array(requestDifferenceSchema),
  /** What was asked of the answers, whether or not they differ. */
  answer: z.array(
    z.strictObject({
      part: z.enum(['state', 'status', 'verdict', 'headline', 'duration']),
      values: valuesSchema,
      differs: z.boolean(),
    }),
  ),
  /** The hops of each. */
  hops: z.array(z.array(timelineHopSchema)).length(2),
  /** The first hop that differs; `null` when none does. */
  firstDifference: timelineDifferenceSchema.nullable(),
});
export type ExchangeComparison = z.infer<typeof exchangeComparisonSchema>;
