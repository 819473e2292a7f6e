import { z } from 'zod';
import { authoritiesSchema, maxPemLength } from '../models/authority.ts';
import { defineCommands } from './define.ts';

/** Certificate authorities trusted beside the built-in ones, for every request and every launch. Each command answers all there are. */
export const authoritiesCommands = defineCommands({
  'authorities.list': { input: z.strictObject({}), output: authoritiesSchema },
  /** One certificate or many, as PEM; known ones are passed over. Refused whole with `input.invalid`, which says what is wrong. */
  'authorities.add': { input: z.strictObject({ pem: z.string().max(maxPemLength) }), output: authoritiesSchema },
  /** Refused with `not-found` for an authority that was not added. */
  'authorities.remove': { input: z.strictObject({ fingerprint: z.string().max(200) }), output: authoritiesSchema },
  /** Whether this computer’s own authorities count for requests, and the sandbox’s while it runs. */
  'authorities.use': {
    input: z.strictObject({ system: z.boolean().optional(), sandbox: z.boolean().optional() }),
    output: authoritiesSchema,
  },
});
