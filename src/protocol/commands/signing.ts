import { signInputSchema, signOutputSchema, verifyInputSchema, verifyOutputSchema } from '../models/signing.ts';
import { defineCommands } from './define.ts';

/** Signing and verifying with key material given in the input. The window signs through `exchanges.preview` instead. */
export const signingCommands = defineCommands({
  'signing.sign': { input: signInputSchema, output: signOutputSchema },
  'signing.verify': { input: verifyInputSchema, output: verifyOutputSchema },
});
