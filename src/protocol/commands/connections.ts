import { z } from 'zod';
import { connectionDraftSchema, connectionSchema } from '../models/connection.ts';
import { formValueSchema } from '../models/contract.ts';
import { launchModeSchema } from '../models/exchanges/exchange.ts';
import { launchSetupShape } from '../models/lti/launch-setup.ts';
import { oauth1SignatureMethodSchema, placementSchema } from '../models/signing.ts';
import { defineCommands } from './define.ts';

const id = z.string().min(1).max(100);
const operationId = z.string().min(1).max(200);

/** A form as a person left it, kept per connection and operation. Values of secret fields are never kept. */
export const formDraftSchema = z.strictObject({
  values: z.array(formValueSchema).max(1000),
  placement: placementSchema.nullable(),
  signatureMethod: oauth1SignatureMethodSchema.nullable(),
  launchMode: launchModeSchema.nullable(),
  /** Launches only. */
  ...launchSetupShape,
});
export type FormDraft = z.infer<typeof formDraftSchema>;

export const connectionsCommands = defineCommands({
  'connections.list': { input: z.strictObject({}), output: z.array(connectionSchema) },
  'connections.get': { input: z.strictObject({ id }), output: connectionSchema },
  'connections.create': { input: z.strictObject({ draft: connectionDraftSchema }), output: connectionSchema },
  'connections.update': { input: z.strictObject({ id, draft: connectionDraftSchema }), output: connectionSchema },
  'connections.delete': { input: z.strictObject({ id }), output: z.strictObject({}) },
  /** The form as it was left, or as it begins: documented defaults and the connection's variables. */
  'connections.loadForm': { input: z.strictObject({ id, operationId }), output: formDraftSchema },
  'connections.saveForm': {
    input: z.strictObject({ id, operationId, form: formDraftSchema }),
    output: z.strictObject({}),
  },
});
