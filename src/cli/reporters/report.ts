import { z } from 'zod';
import {
  causeEvidenceSchema,
  causeStates,
  checkSchema,
  verdictSchema,
} from '../../protocol/models/exchanges/verdict.ts';
import { platformRecordSchema } from '../../protocol/models/lti/platform.ts';
import { pairsSchema } from '../../protocol/models/pairs.ts';

/** Part of the path a report shows: one request and its answer. Bodies are the masked beginning. */
const reportHopSchema = z.strictObject({
  index: z.int(),
  frame: z.enum(['client', 'top', 'iframe']),
  method: z.string(),
  url: z.string(),
  status: z.int().nullable(),
  location: z.string().nullable(),
  /** Milliseconds. */
  duration: z.number().nullable(),
  cookies: z.array(z.strictObject({ name: z.string(), stored: z.boolean(), blocked: z.array(z.string()) })),
  failure: z.strictObject({ error: z.string(), reason: z.string() }).nullable(),
  responseHeaders: pairsSchema,
  body: z.strictObject({ text: z.string(), truncated: z.boolean(), size: z.int() }).nullable(),
});
export type ReportHop = z.infer<typeof reportHopSchema>;

const reportExchangeSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['request', 'launch']),
  request: z.strictObject({
    method: z.string(),
    url: z.string(),
    headers: pairsSchema,
    fields: pairsSchema,
    body: z.string().nullable(),
  }),
  hops: z.array(reportHopSchema),
  /** What the tool sent back to the platform. */
  platform: platformRecordSchema.default({ returned: null, outcomes: [], contentItems: null }),
});

/** One request, launch, step of a flow or judged response. */
export const reportCaseSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  result: z.enum(['passed', 'failed', 'skipped']),
  /** How it came about or where it was left: `sent`, `chosen`, `reused`, `waiting`, `cancelled` … */
  state: z.string(),
  /** The verdict, or what happened, in one sentence. */
  headline: z.string(),
  status: z.int().nullable(),
  verdict: verdictSchema.shape.verdict.nullable(),
  /** Why it failed: `problem`, `verdict`, `refused`, `criterion`, `output`, `service`, with words and what to do. */
  failure: z.strictObject({ type: z.string(), message: z.string(), fix: z.string().nullable() }).nullable(),
  checks: z.array(checkSchema),
  /** Documented causes of a refusal; `why` is what the record says for or against one. */
  causes: z.array(
    z.strictObject({
      text: z.string(),
      state: z.enum(causeStates),
      why: z.string().nullable(),
      evidence: causeEvidenceSchema.nullable(),
    }),
  ),
  outputs: pairsSchema,
  exchange: reportExchangeSchema.nullable(),
});
export type ReportCase = z.infer<typeof reportCaseSchema>;

/**
 * What a command did, for a machine or a person to read later. `version` grows with every change an existing reader could stumble
 * over; members may be added without. Secrets are masked, as in the history.
 */
export const reportSchema = z.strictObject({
  format: z.literal('countersign-report'),
  version: z.literal(1),
  generator: z.string(),
  command: z.enum(['send', 'launch', 'run', 'judge', 'suite']),
  title: z.string(),
  /** What the cases are called together: `<connection>.<flow or operation>`. */
  suite: z.string(),
  connection: z.string().nullable(),
  environment: z.string().nullable(),
  contract: z.string(),
  /** ISO 8601; `null` for a judged response, which says not when it was received. */
  startedAt: z.string().nullable(),
  /** Milliseconds. */
  duration: z.number(),
  result: z.enum(['passed', 'failed']),
  counts: z.strictObject({ passed: z.int(), failed: z.int(), skipped: z.int() }),
  cases: z.array(reportCaseSchema),
});
export type Report = z.infer<typeof reportSchema>;

export function countsOf(cases: readonly ReportCase[]): Report['counts'] {
  const count = (wanted: ReportCase['result']) => cases.filter(({ result }) => result === wanted).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}
