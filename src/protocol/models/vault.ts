import { z } from 'zod';

export const keySlotSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['passphrase', 'keychain']),
  /** For a keychain slot, the backend it was wrapped by (`gnome_libsecret`, `keychain`, `dpapi`). */
  backend: z.string().nullable(),
  createdAt: z.number(),
});
export type KeySlot = z.infer<typeof keySlotSchema>;

export const vaultStatusSchema = z.strictObject({
  state: z.enum(['absent', 'locked', 'unlocked']),
  slots: z.array(keySlotSchema),
  /** Whether the OS keychain really protects: `basic_text` and `unknown` do not. */
  keychain: z.strictObject({ protects: z.boolean(), backend: z.string() }),
});
export type VaultStatus = z.infer<typeof vaultStatusSchema>;

/** Twelve characters at least; strength beyond that is the person's choice. */
export const passphraseSchema = z.string().min(12).max(1024);

export const unlockMethodSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('passphrase'), passphrase: z.string().min(1).max(1024) }),
  z.strictObject({ kind: z.literal('keychain') }),
]);
export type UnlockMethod = z.infer<typeof unlockMethodSchema>;

export const createVaultMethodSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('passphrase'), passphrase: passphraseSchema }),
  z.strictObject({ kind: z.literal('keychain') }),
]);

/** A credential without its secrets: public parts in clear, secrets only as "there is one". */
export const credentialSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['oauth-consumer', 'proctorexam']),
  /** Public parts: the consumer key of an OAuth consumer. */
  publicParts: z.record(z.string(), z.string()),
  /** Names of the secret parts that are stored: `secret`; `apiToken`, `secretKey`. */
  secretParts: z.array(z.string()),
  /** Hosts (with port where it is not the default) the credential may be used with. */
  allowedHosts: z.array(z.string()),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type Credential = z.infer<typeof credentialSchema>;

/** Only in the direction window → core. An empty secret on update keeps the stored one. */
export const credentialDraftSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('oauth-consumer'),
    name: z.string().trim().min(1).max(200),
    consumerKey: z.string().min(1).max(4096),
    secret: z.string().max(65_536),
    allowedHosts: z.array(z.string().min(1).max(255)).max(100),
  }),
  z.strictObject({
    kind: z.literal('proctorexam'),
    name: z.string().trim().min(1).max(200),
    apiToken: z.string().max(65_536),
    secretKey: z.string().max(65_536),
    allowedHosts: z.array(z.string().min(1).max(255)).max(100),
  }),
]);
export type CredentialDraft = z.infer<typeof credentialDraftSchema>;
