import { z } from 'zod';
import { problemSchema } from '../../problem.ts';
import { fieldSchema, sourceSchema } from '../contract.ts';
import { pairsSchema } from '../pairs.ts';
import { verdictSchema } from './verdict.ts';

/** What a step hands on. */
export const flowValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type FlowValue = z.infer<typeof flowValueSchema>;
export const flowValuesSchema = z.record(z.string().max(200), flowValueSchema);
export type FlowValues = z.infer<typeof flowValuesSchema>;

/** One input of a flow, as a form field; `steps` names the steps that use it. */
export const flowInputSchema = z.strictObject({
  ...fieldSchema.shape,
  title: z.string(),
  steps: z.array(z.string()),
  /** The part of a credential of the vault that can be its value. */
  credential: z.enum(['oauth-consumer.consumerKey', 'oauth-consumer.secret']).nullable(),
});
export type FlowInput = z.infer<typeof flowInputSchema>;

export const flowStepSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  operationId: z.string(),
  operationTitle: z.string(),
  /** The operation that lists what can be chosen instead of carrying the step out. */
  choose: z.strictObject({ operationId: z.string(), operationTitle: z.string() }).nullable(),
  /** What it makes is worth keeping when the flow is run again (`x-keep`). */
  keep: z.boolean(),
  /** Before what it made is kept, the system is asked whether it still exists (`x-check`). */
  checked: z.boolean(),
  outputs: z.array(z.string()),
});
export type FlowStep = z.infer<typeof flowStepSchema>;

/** A flow of a contract, from its Arazzo file. */
export const flowSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  inputs: z.array(flowInputSchema),
  steps: z.array(flowStepSchema),
  /** The page a finished run can be seen on. */
  page: z.strictObject({ title: z.string() }).nullable(),
  source: sourceSchema.optional(),
});
export type Flow = z.infer<typeof flowSchema>;

/** Why a step failed. `detail` is a sentence for people; the exchange holds the rest. */
export const flowFailureSchema = z.strictObject({
  kind: z.enum(['problem', 'refused', 'verdict', 'criterion', 'output']),
  detail: z.string(),
  problem: problemSchema.nullable(),
});
export type FlowFailure = z.infer<typeof flowFailureSchema>;

/**
 * Why a step whose result was to be kept was carried out anew: what it made no longer exists (`gone`, with the outputs it had), or was made for what an
 * earlier step has made anew (`outdated`).
 */
export const flowStepNoteSchema = z.strictObject({ kind: z.enum(['gone', 'outdated']), outputs: flowValuesSchema });
export type FlowStepNote = z.infer<typeof flowStepNoteSchema>;

export const flowStepStateSchema = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled', 'interrupted']);

/** One step of a run. */
export const flowStepRunSchema = z.strictObject({
  stepId: z.string(),
  state: flowStepStateSchema,
  /** `sent` in this run, `chosen` from a list, or `reused` from an earlier run. */
  source: z.enum(['sent', 'chosen', 'reused']),
  /** What was sent, secrets masked. */
  inputs: pairsSchema,
  outputs: flowValuesSchema,
  exchangeId: z.string().nullable(),
  status: z.int().nullable(),
  verdict: verdictSchema.shape.verdict.nullable(),
  /** The verdict in one sentence. */
  headline: z.string(),
  failure: flowFailureSchema.nullable(),
  note: flowStepNoteSchema.nullable().default(null),
});
export type FlowStepRun = z.infer<typeof flowStepRunSchema>;

export const flowRunStateSchema = z.enum(['running', 'finished', 'failed', 'cancelled', 'interrupted']);

/** A run of a flow. Secret inputs are not in it: `sealedInputs` names those the vault keeps for a resume. */
export const flowRunSchema = z.strictObject({
  id: z.string(),
  connectionId: z.string(),
  contractId: z.string(),
  flowId: z.string(),
  /** Epoch milliseconds. */
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  state: flowRunStateSchema,
  inputs: z.record(z.string(), z.string()),
  sealedInputs: z.array(z.string()),
  /** The credential of the vault some inputs come from; its secret is read anew whenever the run goes on. */
  credentialId: z.string().nullable().default(null),
  steps: z.array(flowStepRunSchema),
  outputs: flowValuesSchema,
});
export type FlowRun = z.infer<typeof flowRunSchema>;

/** One entry that can be chosen instead of carrying a step out. */
export const flowChoiceSchema = z.strictObject({
  label: z.string(),
  detail: z.string(),
  outputs: flowValuesSchema,
});
export type FlowChoice = z.infer<typeof flowChoiceSchema>;
