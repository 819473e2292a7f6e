import { z } from 'zod';
import { pairsSchema } from '../pairs.ts';

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
 * What the record of an exchange can be asked about a documented cause; a contract names it as `evidence` of the cause
 * (docs/contracts.md). Each is answered by a rule of `core/contracts/verdict/causes`.
 */
export const causeRules = [
  'user-id',
  'signature-method',
  'books-path',
  'key-white-space',
  'context-texts',
  'clock',
  'nonce',
  'lti-version',
] as const;
export const causeRuleSchema = z.enum(causeRules);
export type CauseRule = z.infer<typeof causeRuleSchema>;

/** The sentences that say what the record shows; their words are `evidence.<key>` of the catalogue `causes`. */
export const causeEvidenceKeys = [
  'hasUserId',
  'noUserId',
  'method',
  'otherMethod',
  'noBooks',
  'books',
  'keyClean',
  'keySpace',
  'contextFits',
  'contextLong',
  'clockRight',
  'clockWrong',
  'freshNonce',
  'lti1',
] as const;

/** What the record says about a documented cause, as the key of a sentence with its values. */
export const causeEvidenceSchema = z.strictObject({
  state: z.enum(['confirmed', 'ruled-out']),
  key: z.enum(causeEvidenceKeys),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type CauseEvidence = z.infer<typeof causeEvidenceSchema>;

/** One cause a contract documents for a refusal. */
export const causeSchema = z.strictObject({
  text: z.string(),
  /** The words of the answer speak for it. */
  fits: z.boolean(),
  /** `null`: the record says nothing about it, so it stays possible. */
  evidence: causeEvidenceSchema.nullable().default(null),
});
export type Cause = z.infer<typeof causeSchema>;

export const causeStates = ['confirmed', 'fits', 'possible', 'ruled-out'] as const;
export type CauseState = (typeof causeStates)[number];

/** How a cause stands, by the record first and by the words of the answer where the record is silent. */
export function causeState({ evidence, fits }: Cause): CauseState {
  return evidence?.state ?? (fits ? 'fits' : 'possible');
}

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
  /** The causes the contract documents for a refusal: confirmed ones first, ruled out ones last. */
  causes: z.array(causeSchema).optional(),
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
  /** What was answered, as far as it is known: evidence for and against the documented causes of a refusal. */
  request: z
    .strictObject({
      url: z.string().max(100_000),
      headers: z.union([z.array(z.tuple([z.string(), z.string()])), z.record(z.string(), z.string())]).default([]),
      fields: pairsSchema.max(1000).default([]),
      /** Whether it was signed anew, with a nonce of its own; `false` when it may have been sent before. */
      signedAnew: z.boolean().default(false),
    })
    .optional(),
});
export type JudgeInput = z.infer<typeof judgeInputSchema>;
