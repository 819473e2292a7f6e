import { z } from 'zod';
import { checkSeveritySchema, pastedTokenSchema } from '../diagnosis.ts';
import { findingOwnerSchema } from '../signing.ts';

/** The checks of an id_token, in the order a tool carries them out. */
export const tokenStepIds = [
  'form',
  'alg',
  'typ',
  'kid',
  'key',
  'signature',
  'iss',
  'aud',
  'azp',
  'exp',
  'iat',
  'nbf',
  'nonce',
  'state',
  'deployment_id',
  'version',
  'message_type',
  'schema',
  'sub',
  'roles',
  'target_link_uri',
] as const;
export const tokenStepIdSchema = z.enum(tokenStepIds);
export type TokenStepId = z.infer<typeof tokenStepIdSchema>;

/** `unknown`: cannot be judged, because what it is compared with is missing. `remarked`: right, but some tools refuse it. */
export const tokenStepStatusSchema = z.enum(['passed', 'remarked', 'failed', 'unknown']);
export type TokenStepStatus = z.infer<typeof tokenStepStatusSchema>;

/** A departure from the schema of a message, with the JSON path of the claim. */
export const claimFaultSchema = z.strictObject({
  path: z.string(),
  severity: checkSeveritySchema,
  seen: z.string(),
  expected: z.string(),
});
export type ClaimFault = z.infer<typeof claimFaultSchema>;

export const tokenStepSchema = z.strictObject({
  id: tokenStepIdSchema,
  status: tokenStepStatusSchema,
  title: z.string(),
  seen: z.string(),
  expected: z.string(),
  owner: findingOwnerSchema,
  source: z.string(),
  /** The check of the doctor it belongs to: `OI-04`. */
  check: z.string(),
  faults: z.array(claimFaultSchema),
});
export type TokenStep = z.infer<typeof tokenStepSchema>;

/** An id_token taken apart and judged. */
export const tokenChecklistSchema = z.strictObject({
  /** `valid`: the signature fits a key of the platform and no check failed. `unverified`: nothing failed, but something could not be judged that decides. */
  verdict: z.enum(['valid', 'invalid', 'unverified']),
  /** The first check that failed; a tool stops there. */
  firstFailure: tokenStepIdSchema.nullable(),
  steps: z.array(tokenStepSchema),
  token: pastedTokenSchema.nullable(),
});
export type TokenChecklist = z.infer<typeof tokenChecklistSchema>;

/** One remark on a message of the login: what was seen, and what it should be. */
export const loginRemarkSchema = z.strictObject({
  severity: checkSeveritySchema,
  title: z.string(),
  seen: z.string(),
  expected: z.string(),
  owner: findingOwnerSchema,
  source: z.string(),
  check: z.string(),
});
export type LoginRemark = z.infer<typeof loginRemarkSchema>;
