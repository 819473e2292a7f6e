import { z } from 'zod';
import { checkFindingSchema } from '../diagnosis.ts';
import { signatureFindingSchema } from '../signing.ts';
import { exchangeSummarySchema } from './exchange.ts';
import { timelineSchema } from './timeline.ts';
import { verdictSchema } from './verdict.ts';

export const diagnoseExchangeInputSchema = z.strictObject({
  id: z.string().min(1).max(100),
  /** Origin of the LMS the launch will be framed by; without it, the origin it was framed by when it was recorded. */
  framingOrigin: z
    .string()
    .regex(/^https?:\/\/[^/?#\s]+$/i)
    .max(300)
    .optional(),
});

/** Whether what was sent was signed right, by the credential the connection has now. */
export const sentSignatureSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('checked'),
    verdict: z.enum(['valid', 'invalid']),
    baseString: z.string(),
    findings: z.array(signatureFindingSchema),
    /** What follows from it, in one sentence. */
    detail: z.string(),
  }),
  z.strictObject({
    state: z.literal('not-checked'),
    why: z.enum(['unsigned', 'no-credential', 'vault-locked', 'bytes-missing', 'unreadable']),
    detail: z.string(),
  }),
]);
export type SentSignature = z.infer<typeof sentSignatureSchema>;

/** Everything that can be said of one recorded exchange. */
export const exchangeDiagnosisSchema = z.strictObject({
  exchange: exchangeSummarySchema,
  timeline: timelineSchema,
  signature: sentSignatureSchema,
  /** Checks on the message that was sent and on what the tool sent back to the platform, worst first. The network's stand in the timeline. */
  message: z.array(checkFindingSchema),
  /** The answer the verdict is about. */
  response: z.strictObject({
    hop: z.int().nullable(),
    status: z.int().nullable(),
    verdict: verdictSchema.nullable(),
  }),
});
export type ExchangeDiagnosis = z.infer<typeof exchangeDiagnosisSchema>;

/** `har` is JSON text in the HTTP Archive format 1.2, secrets masked; `fileName` is safe on every file system. */
export const harFileSchema = z.strictObject({ fileName: z.string(), har: z.string() });
