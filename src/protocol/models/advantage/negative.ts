import { z } from 'zod';
import { problemSchema } from '../../problem.ts';

/** Launches with one thing changed, in the order a tool meets the changes. Ids are stable: reports and drafts keep them. */
export const negativeCaseIds = [
  'login-by-get',
  'login-by-post',
  'login-without-client-id',
  'login-without-deployment',
  'login-unknown-issuer',
  'login-unknown-client-id',
  'login-without-hint',
  'not-a-token',
  'token-missing',
  'alg-none',
  'hs256-with-public-key',
  'wrong-key',
  'key-in-header',
  'unknown-kid',
  'kid-missing',
  'payload-changed',
  'signature-missing',
  'issuer-wrong',
  'issuer-with-slash',
  'issuer-missing',
  'audience-wrong',
  'audience-missing',
  'audience-list',
  'authorized-party-wrong',
  'expired',
  'expiry-missing',
  'issued-in-future',
  'issued-long-ago',
  'issued-missing',
  'issued-15-seconds-ago',
  'not-valid-yet',
  'times-in-milliseconds',
  'nonce-replayed',
  'nonce-changed',
  'nonce-missing',
  'state-changed',
  'state-missing',
  'deployment-missing',
  'deployment-unknown',
  'version-wrong',
  'version-missing',
  'message-type-unknown',
  'message-type-missing',
  'claims-of-lti-1.1',
  'link-missing',
  'link-id-number',
  'subject-missing',
  'subject-number',
  'roles-missing',
  'roles-text',
  'roles-empty',
  'roles-unknown',
  'target-link-changed',
  'target-link-missing',
  'claims-minimal',
  'claims-of-vendor',
] as const;
export const negativeCaseIdSchema = z.enum(negativeCaseIds);
export type NegativeCaseId = z.infer<typeof negativeCaseIdSchema>;

/**
 * What a tool has to make of it. `must-refuse`, `must-accept`: the specification leaves no choice. `should-refuse`: it recommends to.
 * `may`: it leaves it to the tool, and tools differ.
 */
export const negativeExpectationSchema = z.enum(['must-refuse', 'should-refuse', 'may', 'must-accept']);
export type NegativeExpectation = z.infer<typeof negativeExpectationSchema>;

export const negativeGroupSchema = z.enum(['login', 'signature', 'parties', 'times', 'nonce-and-state', 'message']);
export type NegativeGroup = z.infer<typeof negativeGroupSchema>;

/** A case as a person chooses it. */
export const negativeCaseSchema = z.strictObject({
  id: negativeCaseIdSchema,
  group: negativeGroupSchema,
  title: z.string(),
  /** What is done, and what can happen to a tool that accepts it or refuses it wrongly. */
  detail: z.string(),
  expectation: negativeExpectationSchema,
  /** The section that says so. */
  source: z.string(),
});
export type NegativeCase = z.infer<typeof negativeCaseSchema>;

/** `unclear`: neither like a good launch nor a refusal. `failed`: no answer, or the tool never asked for a token. */
export const negativeOutcomeSchema = z.enum(['accepted', 'refused', 'unclear', 'failed']);
export type NegativeOutcome = z.infer<typeof negativeOutcomeSchema>;

/**
 * Outcome against expectation. `wrong`: against a rule that leaves no choice. `risky`: against a recommendation. `told`: a choice of
 * the tool's, for information.
 */
export const negativeVerdictSchema = z.enum(['right', 'wrong', 'risky', 'told', 'unclear']);
export type NegativeVerdict = z.infer<typeof negativeVerdictSchema>;

export const negativeResultSchema = z.strictObject({
  caseId: negativeCaseIdSchema,
  /** The launch, with all its legs. */
  exchangeId: z.string(),
  outcome: negativeOutcomeSchema,
  verdict: negativeVerdictSchema,
  /** Status of the tool's last answer; `null` when there is none. */
  status: z.int().nullable(),
  /** Why it counts as accepted or refused, in a sentence. */
  reason: z.string(),
  /** The beginning of what the tool said; masked. */
  said: z.string(),
});
export type NegativeResult = z.infer<typeof negativeResultSchema>;

export const suiteStateSchema = z.enum(['running', 'finished', 'cancelled', 'failed', 'interrupted']);
export type SuiteState = z.infer<typeof suiteStateSchema>;

/** A run of the negative suite against one tool. */
export const suiteRunSchema = z.strictObject({
  id: z.string(),
  connectionId: z.string(),
  connectionName: z.string(),
  operationId: z.string(),
  state: suiteStateSchema,
  /** Epoch milliseconds. */
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  /** The cases that were chosen, in their order. */
  cases: z.array(negativeCaseIdSchema),
  /** Good launches the others are compared with. */
  baselines: z.array(z.string()),
  /** In the order they were made. */
  results: z.array(negativeResultSchema),
  /** Why it could not go on. */
  problem: problemSchema.nullable(),
});
export type SuiteRun = z.infer<typeof suiteRunSchema>;
