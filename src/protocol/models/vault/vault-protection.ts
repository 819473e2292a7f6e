import { z } from 'zod';
import { problemSchema } from '../../problem.ts';

/** What opens the vault. */
export const keySlotSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['passphrase', 'keychain', 'recovery']),
  /** Given by the person; may be empty. */
  name: z.string(),
  /** For a keychain slot, the backend it was wrapped by (`gnome_libsecret`, `keychain`, `dpapi`). */
  backend: z.string().nullable(),
  /** Epoch milliseconds. */
  createdAt: z.number(),
  /** When it last opened the vault; `null` before the first time. */
  lastUsedAt: z.number().nullable(),
});
export type KeySlot = z.infer<typeof keySlotSchema>;

/** Renewing the data key: everything sealed with the old one is sealed anew. `damaged` counts what could not be opened and was left as it was. */
export const rotationSchema = z.strictObject({
  state: z.enum(['running', 'paused']),
  done: z.int(),
  total: z.int(),
  damaged: z.int(),
  /** Why it stopped by itself. */
  problem: problemSchema.nullable(),
});
export type Rotation = z.infer<typeof rotationSchema>;

export const lockReasonSchema = z.enum(['person', 'idle', 'suspend', 'screen-lock']);
export type LockReason = z.infer<typeof lockReasonSchema>;

export const vaultStatusSchema = z.strictObject({
  state: z.enum(['absent', 'locked', 'unlocked']),
  slots: z.array(keySlotSchema),
  /** Whether the OS keychain really protects: `basic_text` and `unknown` do not. */
  keychain: z.strictObject({ protects: z.boolean(), backend: z.string() }),
  /** Keychain slots that do not open with the keychain there is now: another backend, or it gave back no key. */
  unusableSlots: z.array(z.string()),
  /** Why it is locked; `null` since the start of the app, and while it is not. */
  lockedBecause: lockReasonSchema.nullable(),
  /** `null` when the data key is not being renewed. */
  rotation: rotationSchema.nullable(),
});
export type VaultStatus = z.infer<typeof vaultStatusSchema>;

/** Twelve characters at least; strength beyond that is the person's choice. */
export const passphraseSchema = z.string().min(12).max(1024);

export const unlockMethodSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('passphrase'), passphrase: z.string().min(1).max(1024) }),
  z.strictObject({ kind: z.literal('keychain') }),
  /** As printed; case, spaces and hyphens do not matter. */
  z.strictObject({ kind: z.literal('recovery'), key: z.string().min(1).max(200) }),
]);
export type UnlockMethod = z.infer<typeof unlockMethodSchema>;

export const createVaultMethodSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('passphrase'), passphrase: passphraseSchema }),
  z.strictObject({ kind: z.literal('keychain') }),
]);
export type CreateVaultMethod = z.infer<typeof createVaultMethodSchema>;

export const newSlotSchema = z.discriminatedUnion('kind', [
  ...createVaultMethodSchema.options,
  z.strictObject({ kind: z.literal('recovery') }),
]);
export type NewSlot = z.infer<typeof newSlotSchema>;

/** One use of a secret outside of signing: never the value. */
export const secretAccessSchema = z.strictObject({
  seq: z.int(),
  credentialId: z.string(),
  /** The name at that time: the credential may be gone since. */
  credentialName: z.string(),
  part: z.string(),
  /** `reveal`, `copy`, `export`. */
  action: z.string(),
  /** `window` or `cli`. */
  actor: z.string(),
  /** Name of the user of the operating system; empty in entries of version 0.1. */
  user: z.string(),
  /** Epoch milliseconds. */
  at: z.number(),
});
export type SecretAccess = z.infer<typeof secretAccessSchema>;

/** Where secrets are kept on this computer. */
export const whereaboutsSchema = z.strictObject({
  folder: z.string(),
  database: z.string(),
  bodies: z.string(),
  backups: z.strictObject({
    folder: z.string(),
    count: z.int(),
    /** Of the newest; `null` when there is none. */
    lastAt: z.number().nullable(),
  }),
});
export type Whereabouts = z.infer<typeof whereaboutsSchema>;

/** When the vault locks by itself and the clipboard is cleared. */
export const protectionSchema = z.strictObject({
  /** Minutes without a touch of keyboard or mouse anywhere on the computer; 0: never. */
  lockAfterMinutes: z.int().min(0).max(1440),
  lockOnSuspend: z.boolean(),
  lockOnScreenLock: z.boolean(),
  /** Seconds after which a copied secret is taken off the clipboard; 0: only when the vault locks or the app ends. */
  clipboardSeconds: z.int().min(0).max(3600),
});
export type Protection = z.infer<typeof protectionSchema>;
