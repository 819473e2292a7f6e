import { z } from 'zod';
import {
  createVaultMethodSchema,
  lockReasonSchema,
  newSlotSchema,
  passphraseSchema,
  protectionSchema,
  secretAccessSchema,
  unlockMethodSchema,
  vaultStatusSchema,
  whereaboutsSchema,
} from '../models/vault/vault-protection.ts';
import { defineCommands } from './define.ts';

const id = z.string().min(1).max(100);
const name = z.string().trim().max(100);

export const vaultCommands = defineCommands({
  'vault.status': { input: z.strictObject({}), output: vaultStatusSchema },
  'vault.create': { input: z.strictObject({ method: createVaultMethodSchema }), output: vaultStatusSchema },
  'vault.unlock': { input: z.strictObject({ method: unlockMethodSchema }), output: vaultStatusSchema },
  /** Ends what needs the key, then forgets it. */
  'vault.lock': { input: z.strictObject({}), output: vaultStatusSchema },
  /** A new way into the vault. A new recovery key is answered this once and kept nowhere. */
  'vault.addSlot': {
    input: z.strictObject({ method: newSlotSchema, name }),
    output: z.strictObject({ recoveryKey: z.string().nullable() }),
  },
  'vault.removeSlot': { input: z.strictObject({ id }), output: z.strictObject({}) },
  'vault.renameSlot': { input: z.strictObject({ id, name }), output: z.strictObject({}) },
  'vault.changePassphrase': {
    input: z.strictObject({ id, oldPassphrase: z.string().min(1).max(1024), newPassphrase: passphraseSchema }),
    output: z.strictObject({}),
  },
  /** Wraps the key with the keychain there is now, for a slot whose keychain is gone. */
  'vault.renewKeychain': { input: z.strictObject({ id }), output: z.strictObject({}) },
  /** Begins to renew the data key, or goes on with it. Progress comes as `vault.rotation`. */
  'vault.rotate': { input: z.strictObject({}), output: vaultStatusSchema },
  'vault.pauseRotation': { input: z.strictObject({}), output: vaultStatusSchema },
  /** The access log, newest first. */
  'vault.log': {
    input: z.strictObject({
      credentialId: id.optional(),
      before: z.int().optional(),
      limit: z.int().min(1).max(1000).default(200),
    }),
    output: z.array(secretAccessSchema),
  },
  'vault.whereabouts': { input: z.strictObject({}), output: whereaboutsSchema },
  'vault.protection': { input: z.strictObject({}), output: protectionSchema },
  'vault.setProtection': { input: protectionSchema.partial(), output: protectionSchema },
  /** From main alone: what the system says of the person. Locks the vault when the settings say so. */
  'vault.presence': {
    input: z.discriminatedUnion('is', [
      z.strictObject({ is: z.literal('idle'), seconds: z.number().min(0) }),
      z.strictObject({ is: z.enum(['suspended', 'screen-locked']) }),
    ]),
    output: z.strictObject({ lockedBecause: lockReasonSchema.nullable() }),
  },
});
