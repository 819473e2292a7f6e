import { z } from 'zod';
import { problemSchema } from '../../problem.ts';
import { oauth1Causes, signatureFindingSchema } from '../signing.ts';

/** Launches a probe makes unless told otherwise, and the most and fewest it may be told to: control, confirmation and wrong signatures count. */
export const defaultProbeAttempts = 24;
export const fewestProbeAttempts = 6;
export const mostProbeAttempts = 60;

/**
 * What a launch of a probe is for. `control`: signed right, as before. `wrong`: signed with a key nobody has. `hypothesis`: signed as a
 * tool with one known mistake would. `confirmation`: the accepted one once more.
 */
export const probeRoleSchema = z.enum(['control', 'wrong', 'hypothesis', 'confirmation']);
export type ProbeRole = z.infer<typeof probeRoleSchema>;

/**
 * What the tool made of it. `different`: refused, in other words or with another status than the control. `busy`: the tool asks to be
 * left alone (429, 503). `failed`: no answer.
 */
export const probeResultSchema = z.enum(['accepted', 'refused', 'different', 'busy', 'failed']);
export type ProbeResult = z.infer<typeof probeResultSchema>;

export const probeAttemptSchema = z.strictObject({
  role: probeRoleSchema,
  cause: z.enum(oauth1Causes).nullable(),
  /** How it was signed, in words that complete "signed …". */
  signed: z.string(),
  result: probeResultSchema,
  status: z.int().nullable(),
  /** The beginning of what the tool said, or why there is no answer; masked. */
  said: z.string(),
  /** Epoch milliseconds. */
  at: z.number(),
});
export type ProbeAttempt = z.infer<typeof probeAttemptSchema>;

/**
 * How a probe came out. `cause-found`: one way of signing is accepted, twice, and the right and a wrong one are refused.
 * `accepted-now`: the right signature is accepted after all, a wrong one is not. `accepts-anything`: a wrong signature is accepted.
 * `refuses-otherwise`: a wrong signature is refused in another way, so the right one passed. `unsteady`: accepted once and then not.
 * `none-accepted`: every way tried is refused. `busy` and `failed`: it was ended by an answer that is none.
 */
export const probeOutcomeSchema = z.enum([
  'cause-found',
  'accepted-now',
  'accepts-anything',
  'refuses-otherwise',
  'unsteady',
  'none-accepted',
  'busy',
  'failed',
  'cancelled',
]);
export type ProbeOutcome = z.infer<typeof probeOutcomeSchema>;

/** Which signature a tool accepts of a launch it refused: every launch that was made to find out, and what follows. No text holds a secret. */
export const probeSchema = z.strictObject({
  startedAt: z.number(),
  finishedAt: z.number(),
  outcome: probeOutcomeSchema,
  /** In one or two sentences. */
  conclusion: z.string(),
  /** The cause and who has to change what; `null` unless one was found. */
  finding: signatureFindingSchema.nullable(),
  attempts: z.array(probeAttemptSchema),
  /** Further ways of signing that were not tried, the number of launches being limited. */
  notTried: z.int(),
  /** Why there was no answer, where that ended it. */
  problem: problemSchema.nullable(),
});
export type Probe = z.infer<typeof probeSchema>;

export const probeInputSchema = z.strictObject({
  exchangeId: z.string().min(1).max(100),
  /** Chosen by the caller: names this probe in `diagnosis.progress` events and in `diagnosis.probeCancel`. */
  id: z.string().min(1).max(100),
  /** A person agreed that launches reach the tool, which may create users or lock them out. */
  consent: z.literal(true),
  maxAttempts: z.int().min(fewestProbeAttempts).max(mostProbeAttempts).default(defaultProbeAttempts),
  /** Names the tool may have inside its network, with a port where it has one (`tool.internal:8080`): only signed for, never asked. */
  internalHosts: z
    .array(
      z
        .string()
        .regex(/^(?:[\w.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i, 'a host such as tool.internal or tool.internal:8080')
        .max(260),
    )
    .max(5)
    .default([]),
});
export type ProbeInput = z.output<typeof probeInputSchema>;
