import { z } from 'zod';
import { suiteStateSchema } from './models/advantage/negative.ts';
import { serviceCallSummarySchema } from './models/advantage/services.ts';
import { trashEntrySchema } from './models/data/trash.ts';
import { abRunStateSchema } from './models/exchanges/ab-run.ts';
import { exchangeSummarySchema } from './models/exchanges/exchange.ts';
import { flowRunStateSchema } from './models/exchanges/flow.ts';
import { captureSummarySchema } from './models/lti/catcher.ts';
import { lockReasonSchema, rotationSchema } from './models/vault/vault-protection.ts';
import { problemSchema } from './problem.ts';

/** A key press in the members a keyboard event of the DOM has. */
export const windowKeySchema = z.strictObject({
  key: z.string(),
  code: z.string(),
  ctrlKey: z.boolean(),
  metaKey: z.boolean(),
  shiftKey: z.boolean(),
  altKey: z.boolean(),
});
export type WindowKey = z.infer<typeof windowKeySchema>;

/** What core and main tell the window without being asked. */
export const appEventSchema = z.discriminatedUnion('type', [
  /** The exchange was stored anew; `hops` counts those recorded so far. Fetch it with `exchanges.get`. */
  z.strictObject({ type: z.literal('exchange.changed'), exchange: exchangeSummarySchema, hops: z.int() }),
  z.strictObject({
    type: z.literal('exchange.progress'),
    id: z.string(),
    receivedBytes: z.number(),
    totalBytes: z.number().nullable(),
  }),
  /** Exchanges were deleted. */
  z.strictObject({ type: z.literal('history.changed') }),
  /** The vault was created, opened or locked, its slots or a credential in it changed. */
  z.strictObject({ type: z.literal('vault.changed') }),
  /** The key is gone from memory. */
  z.strictObject({ type: z.literal('vault.locked'), reason: lockReasonSchema }),
  /** How far the renewal of the data key is; `null`: it is done. */
  z.strictObject({ type: z.literal('vault.rotation'), rotation: rotationSchema.nullable() }),
  /** A secret was revealed, copied or exported. */
  z.strictObject({ type: z.literal('vault.accessed'), credentialId: z.string() }),
  z.strictObject({ type: z.literal('connections.changed') }),
  z.strictObject({ type: z.literal('contracts.changed') }),
  z.strictObject({ type: z.literal('sandbox.changed') }),
  /** Which certificate authorities are trusted changed. */
  z.strictObject({ type: z.literal('authorities.changed') }),
  /** A dynamic registration went on. Fetch it with `registrations.progress`. */
  z.strictObject({ type: z.literal('registration.changed'), id: z.string() }),
  /** A tool called a service of the platform (`call`), or somebody changed what services keep. */
  z.strictObject({
    type: z.literal('services.changed'),
    /** `null`: of any. */
    connectionId: z.string().nullable(),
    call: serviceCallSummarySchema.nullable(),
  }),
  /** A person or course was added, changed or deleted. */
  z.strictObject({ type: z.literal('roster.changed') }),
  /** The catcher started or stopped, or its settings, registrations or list of captures changed. */
  z.strictObject({ type: z.literal('catcher.changed') }),
  /** A launch, or the login that leads to one, was caught; a launch takes the place of its login. */
  z.strictObject({ type: z.literal('catcher.caught'), capture: captureSummarySchema }),
  /** Something was deleted and can be brought back; or, with `null`, was brought back. */
  z.strictObject({ type: z.literal('trash.changed'), deleted: trashEntrySchema.nullable() }),
  /** A backup was made, or could not be. */
  z.strictObject({ type: z.literal('backups.changed'), problem: problemSchema.nullable() }),
  /** Other data are open now than before: of a backup, or in another folder. */
  z.strictObject({ type: z.literal('workspace.replaced') }),
  /** From main: the menu asks to undo the latest deletion. */
  z.strictObject({ type: z.literal('menu.undo-delete') }),
  /** A run of a flow was stored anew. Fetch it with `flows.get`. */
  z.strictObject({
    type: z.literal('flow.changed'),
    id: z.string(),
    connectionId: z.string(),
    state: flowRunStateSchema,
  }),
  /** An A/B run was stored anew. Fetch it with `diagnosis.abResult`. */
  z.strictObject({ type: z.literal('ab-run.changed'), id: z.string(), state: abRunStateSchema }),
  /** A run of the negative suite was stored anew. Fetch it with `suite.get`. */
  z.strictObject({
    type: z.literal('suite.changed'),
    id: z.string(),
    connectionId: z.string(),
    state: suiteStateSchema,
  }),
  /** How far the search of a diagnosis is. `of` is an upper bound. */
  z.strictObject({
    type: z.literal('diagnosis.progress'),
    id: z.string(),
    /** `launch`: launches of a probe. */
    phase: z.enum(['single', 'pair', 'launch']),
    tried: z.int(),
    of: z.int(),
  }),
  /** From main: a key of the app was pressed while the embedded page had the keyboard. */
  z.strictObject({ type: z.literal('window.key'), press: windowKeySchema }),
  /** From main: the core process ended and another has taken its place, or none can. */
  z.strictObject({ type: z.literal('core.restarted'), reason: z.string() }),
  z.strictObject({ type: z.literal('core.failed'), problem: problemSchema }),
]);
export type AppEvent = z.infer<typeof appEventSchema>;
