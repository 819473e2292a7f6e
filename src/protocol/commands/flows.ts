import { z } from 'zod';
import { launchModeSchema } from '../models/exchanges/exchange.ts';
import { flowChoiceSchema, flowRunSchema, flowSchema, flowValuesSchema } from '../models/exchanges/flow.ts';
import { defineCommands } from './define.ts';

const id = z.string().min(1).max(100);
const flowId = z.string().min(1).max(200);
const stepId = z.string().min(1).max(200);
const inputs = z.record(z.string().max(200), z.string().max(262_144));
/** By step: the outputs of the entry that was chosen instead of carrying the step out. */
const choices = z.record(stepId, flowValuesSchema);

export const flowsCommands = defineCommands({
  /** The flows of a contract; none when it has no Arazzo file. */
  'flows.list': { input: z.strictObject({ contractId: z.string().min(1).max(200) }), output: z.array(flowSchema) },
  /**
   * The inputs a run of this connection begins with: those of the sandbox, else documented defaults. `supplied` names secret inputs that are filled in
   * when they are left empty.
   */
  'flows.prepare': {
    input: z.strictObject({ connectionId: id, flowId }),
    output: z.strictObject({ inputs: z.record(z.string(), z.string()), supplied: z.array(z.string()) }),
  },
  /**
   * Fetches what can be chosen instead of carrying a step out, page by page up to a bound (`pages` tells when there are more); the exchanges are in the
   * history, `exchangeId` is the first.
   */
  'flows.choices': {
    input: z.strictObject({ connectionId: id, flowId, stepId }),
    output: z.strictObject({
      exchangeId: id,
      items: z.array(flowChoiceSchema),
      pages: z.strictObject({ read: z.int(), all: z.int() }),
    }),
  },
  /**
   * Starts a run and answers at once; `flow.changed` events follow. Steps in `choices` are not carried out; neither are those of `reuse`, whose outputs
   * are taken from an earlier run when what they made still exists. Inputs that can come from a credential of the vault do when `credentialId` names one.
   * Refused with `input.invalid` when a needed input is missing.
   */
  'flows.start': {
    input: z.strictObject({
      connectionId: id,
      flowId,
      inputs: inputs.default({}),
      choices: choices.default({}),
      reuse: z
        .strictObject({ runId: id, stepIds: z.array(stepId).max(100) })
        .nullable()
        .default(null),
      credentialId: id.nullable().default(null),
    }),
    output: z.strictObject({ id }),
  },
  /**
   * Goes on with the first step that is not done, earlier ones are not repeated; after a restart of the app, what they made is asked for. `inputs` replace those of the same name, `credentialId` the credential of
   * the run; left out, it keeps its own.
   */
  'flows.resume': {
    input: z.strictObject({
      id,
      inputs: inputs.default({}),
      choices: choices.default({}),
      credentialId: id.nullable().optional(),
    }),
    output: z.strictObject({ id }),
  },
  'flows.cancel': { input: z.strictObject({ id }), output: z.strictObject({}) },
  'flows.get': { input: z.strictObject({ id }), output: flowRunSchema },
  /** The newest runs of a connection, newest first. */
  'flows.runs': {
    input: z.strictObject({ connectionId: id, limit: z.int().min(1).max(100).default(20) }),
    output: z.array(flowRunSchema),
  },
  /** Opens the page a finished run can be seen on in the launch view, as an exchange of its own. Only pages of the sandbox are opened. */
  'flows.openPage': {
    input: z.strictObject({ id, mode: launchModeSchema.default('window') }),
    output: z.strictObject({ exchangeId: id }),
  },
});
