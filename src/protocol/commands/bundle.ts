import { z } from 'zod';
import {
  bundleSchema,
  madeBundleSchema,
  makeBundleInputSchema,
  readBundleInputSchema,
  verifyBundleInputSchema,
} from '../models/data/bundle.ts';
import { verifyOutputSchema } from '../models/signing.ts';
import { defineCommands } from './define.ts';

export const bundleCommands = defineCommands({
  /**
   * Makes the evidence of an exchange, a capture or a paste into one HTML file. Refused with `vault.locked` while its secrets
   * cannot be searched for, and with `bundle.holds-secret` when one of them is found in the finished file.
   */
  'bundle.make': { input: makeBundleInputSchema, output: madeBundleSchema },
  /** Reads a bundle somebody sent, HTML or JSON. Refused with `bundle.unreadable`. */
  'bundle.read': { input: readBundleInputSchema, output: z.strictObject({ bundle: bundleSchema }) },
  /**
   * Computes the signature of a bundle again with one's own secret. Refused with `bundle.unreadable`, and with
   * `bundle.not-verifiable` when what was signed is not in it.
   */
  'bundle.verify': { input: verifyBundleInputSchema, output: verifyOutputSchema },
});
