import { z } from 'zod';
import { storeExportFormatSchema, storeExportSchema, storeSetupSchema } from '../models/lti/store-setup.ts';
import { defineCommands } from './define.ts';

export const storeSetupCommands = defineCommands({
  /** The values an institution needs to connect with a store, as a text to hand on. Nothing is kept. */
  'storeSetup.export': {
    input: z.strictObject({ setup: storeSetupSchema, format: storeExportFormatSchema }),
    output: storeExportSchema,
  },
});
