import { z } from 'zod';
import { presetNoteSchema } from '../lti/lti.ts';
import { claimFaultSchema } from './checklist.ts';

/** A claim a person may add, with what it is for. */
export const knownClaimSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  /** The section that defines it. */
  source: z.string(),
  /** A value to begin with, as JSON. */
  example: z.string(),
});
export type KnownClaim = z.infer<typeof knownClaimSchema>;

/** Where a claim of a message comes from. `token`: the JWT itself; `you`: changed in the form. */
export const claimOriginSchema = z.enum(['token', 'person', 'lms', 'you']);
export type ClaimOrigin = z.infer<typeof claimOriginSchema>;

/** The message of a launch as it would be sent now. */
export const messagePreviewSchema = z.strictObject({
  messageType: z.string(),
  /** In the order they are sent. Nonce and times are those of the preview. */
  claims: z.array(z.strictObject({ name: z.string(), value: z.unknown(), origin: claimOriginSchema })),
  /** Where it departs from the schema of its message, with JSON paths. */
  faults: z.array(claimFaultSchema),
  notes: z.array(presetNoteSchema),
});
export type MessagePreview = z.infer<typeof messagePreviewSchema>;
