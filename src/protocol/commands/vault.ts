import { z } from 'zod';
import { createVaultMethodSchema, unlockMethodSchema, vaultStatusSchema } from '../models/vault.ts';
import { defineCommands } from './define.ts';

export const vaultCommands = defineCommands({
  'vault.status': { input: z.strictObject({}), output: vaultStatusSchema },
  'vault.create': { input: z.strictObject({ method: createVaultMethodSchema }), output: vaultStatusSchema },
  'vault.unlock': { input: z.strictObject({ method: unlockMethodSchema }), output: vaultStatusSchema },
  'vault.lock': { input: z.strictObject({}), output: vaultStatusSchema },
});
