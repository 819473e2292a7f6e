import { z } from 'zod';
import {
  csvPreviewSchema,
  csvSettingsSchema,
  transferChoiceSchema,
  transferPreviewSchema,
  transferResultSchema,
  writtenFileSchema,
} from '../models/data/portability.ts';
import { passphraseSchema } from '../models/vault/vault-protection.ts';
import { defineCommands } from './define.ts';

const id = z.string().min(1).max(100);
const ids = z.array(id).max(5_000);
/** At most so many bytes, or characters, of a file are read. */
export const maxTransferBytes = 4 * 1024 * 1024;
const text = z.string().max(maxTransferBytes);
const choices = z.array(transferChoiceSchema).max(10_200);

/** Vault files, connection files and tables: out of this workspace and into it. */
export const portabilityCommands = defineCommands({
  /**
   * Credentials and connections as a vault file, encrypted with the passphrase. Connections sign with those of the credentials that
   * come along. Throws `vault.locked`, `vault.weak-passphrase`, `transfer.too-large`, `transfer.nothing-chosen`.
   */
  'portability.exportVault': {
    input: z.strictObject({ passphrase: passphraseSchema, credentialIds: ids, connectionIds: ids, forms: z.boolean() }),
    output: writtenFileSchema,
  },
  /** Connections without their credentials, as JSON. Refused with `transfer.holds-secret` when a secret of the vault is found in it. */
  'portability.exportConnections': {
    input: z.strictObject({ connectionIds: ids, forms: z.boolean() }),
    output: writtenFileSchema,
  },
  /** What a file is, without a passphrase. Throws `transfer.*` for a file that is damaged or none of ours. */
  'portability.inspect': {
    input: z.strictObject({ text }),
    output: z.strictObject({
      encrypted: z.boolean(),
      origin: transferPreviewSchema.shape.origin,
    }),
  },
  /** Reads a vault file or connection file and compares it with what is here. Nothing is changed. */
  'portability.open': {
    input: z.strictObject({ text, passphrase: z.string().min(1).max(1024).nullable() }),
    output: transferPreviewSchema,
  },
  /** All of the choices or nothing. Throws `transfer.gone`, `transfer.nothing-chosen`, `transfer.not-possible`. */
  'portability.import': { input: z.strictObject({ session: id, choices }), output: transferResultSchema },
  /** Takes the latest import back, as long as nothing of it has changed and the vault was not locked since. */
  'portability.undo': { input: z.strictObject({}), output: z.strictObject({}) },
  /** Forgets what was read. */
  'portability.close': { input: z.strictObject({}), output: z.strictObject({}) },
  /** From main alone, which reads the file: a table may hold secrets in clear. */
  'portability.openCsv': {
    input: z.strictObject({ name: z.string().max(255), base64: z.base64().max(Math.ceil(maxTransferBytes / 3) * 4) }),
    output: csvPreviewSchema,
  },
  'portability.previewCsv': {
    input: z.strictObject({ session: id, settings: csvSettingsSchema }),
    output: csvPreviewSchema,
  },
  'portability.importCsv': {
    input: z.strictObject({ session: id, settings: csvSettingsSchema, choices }),
    output: transferResultSchema,
  },
  /** What has to be typed before secrets are written in clear. */
  'portability.clearPhrase': {
    input: z.strictObject({ credentialIds: ids }),
    output: z.strictObject({ phrase: z.string(), credentials: z.int(), secrets: z.int() }),
  },
  /** From main and the command line alone. Throws `transfer.not-confirmed` unless the phrase is right. */
  'portability.exportClear': {
    input: z.strictObject({ credentialIds: ids, confirmation: z.string().max(200) }),
    output: z.strictObject({
      csv: z.string(),
      /** Values a spreadsheet would compute: they were given an apostrophe. */
      guarded: z.int(),
    }),
  },
});
