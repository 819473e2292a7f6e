import { z } from 'zod';
import { checkSeveritySchema } from './diagnosis.ts';

/** When a check can speak: stored setup, before sending, per hop, on receipt, services. */
export const checkPhases = ['cfg', 'pre', 'hop', 'rcv', 'svc'] as const;
export const checkPhaseSchema = z.enum(checkPhases);
export type CheckPhase = z.infer<typeof checkPhaseSchema>;

/** What a check looks at, and how grave its findings can be. */
export const registeredCheckSchema = z.strictObject({
  id: z.string(),
  severities: z.array(checkSeveritySchema),
  phases: z.array(checkPhaseSchema),
  title: z.string(),
});
export type RegisteredCheck = z.infer<typeof registeredCheckSchema>;
