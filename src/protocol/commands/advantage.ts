import { z } from 'zod';
import { advantageAddressesSchema } from '../models/advantage/addresses.ts';
import { knownClaimSchema, messagePreviewSchema } from '../models/advantage/message.ts';
import { defineCommands } from './define.ts';
import { filledFormSchema } from './exchanges.ts';

const id = z.string().min(1).max(100);

export const advantageCommands = defineCommands({
  /** Starts the platform where it does not run yet, so that what is shown answers. `not-found`, `credential.wrong-kind`, `advantage.cannot-listen`. */
  'advantage.addresses': { input: z.strictObject({ credentialId: id }), output: advantageAddressesSchema },
  /** The message of a launch as it would be sent now; nothing is sent or remembered. As `exchanges.launch` is refused, and `vault.locked`. */
  'advantage.message': { input: z.strictObject({ form: filledFormSchema }), output: messagePreviewSchema },
  /** Claims that can be added to a message. */
  'advantage.claims': { input: z.strictObject({}), output: z.array(knownClaimSchema) },
  /** Lets the leg of a stepped launch go on that is held. `not-found` when none is. */
  'advantage.step': { input: z.strictObject({ exchangeId: id }), output: z.strictObject({}) },
  /** The same, and holds no later leg of this launch. */
  'advantage.skip': { input: z.strictObject({ exchangeId: id }), output: z.strictObject({}) },
});
