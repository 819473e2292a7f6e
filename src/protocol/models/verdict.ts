import { z } from 'zod';

/** One question a verdict answers. `error` makes the verdict deviate; `warning` (an inferred fact) and `info` never do. */
export const checkSchema = z.strictObject({
  id: z.string(),
  level: z.enum(['pass', 'info', 'warning', 'error']),
  expected: z.string(),
  actual: z.string(),
  /** Which document says so, e.g. `ProctorExam v3 tool_providers/create (stated)`. */
  source: z.string(),
});
export type Check = z.infer<typeof checkSchema>;

/**
 * An exchange judged against its contract. `conforms`: a documented outcome, in the documented form (a documented refusal
 * conforms too); `deviates`: a documented status in another form; `undocumented`: a status the contract does not know.
 */
export const verdictSchema = z.strictObject({
  verdict: z.enum(['conforms', 'deviates', 'undocumented']),
  /** The verdict in one sentence. */
  summary: z.string(),
  checks: z.array(checkSchema),
  /** The parameter a 422 names. */
  parameter: z.string().optional(),
  /** The causes the contract documents for a refusal; `fits` when the words of the answer speak for it. */
  causes: z.array(z.strictObject({ text: z.string(), fits: z.boolean() })).optional(),
});
export type Verdict = z.infer<typeof verdictSchema>;

export const judgeInputSchema = z.strictObject({
  /** Id of a built-in or imported contract. */
  contract: z.string().min(1),
  operation: z.string().min(1),
  response: z.strictObject({
    status: z.int().min(100).max(999),
    headers: z.union([z.array(z.tuple([z.string(), z.string()])), z.record(z.string(), z.string())]).default([]),
    /** The body as text, or already parsed JSON. */
    body: z.unknown().optional(),
  }),
});
export type JudgeInput = z.infer<typeof judgeInputSchema>;
