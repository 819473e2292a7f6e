import { z } from 'zod';
import { problemSchema } from '../../problem.ts';
import { environmentSchema } from '../connection.ts';
import { credentialPartNames } from '../vault/credential-parts.ts';
import { credentialKindSchema } from '../vault/vault.ts';

const ref = z.string().min(1).max(100);
const id = z.string().min(1).max(100);

/** What happens to one thing of a file: `keep-both` adds it under a name of its own, `skip` uses what is here already. */
export const transferActionSchema = z.enum(['add', 'skip', 'replace', 'keep-both']);
export type TransferAction = z.infer<typeof transferActionSchema>;

/** Something that is here already. */
export const transferMatchSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Same name, same key material. */
  by: z.array(z.enum(['name', 'key'])),
  /** Whether it may be replaced: a credential by one of its own kind. */
  replaceable: z.boolean(),
});

/** One thing of a file, beside what is here. */
export const transferEntrySchema = z.strictObject({
  ref: z.string(),
  what: z.enum(['credential', 'connection', 'contract']),
  name: z.string(),
  /** Kind of the credential; `null` for all else. */
  kind: credentialKindSchema.nullable(),
  /** Address of a connection, hosts of a credential, title of a contract. */
  about: z.string(),
  state: z.enum(['new', 'same', 'clash']),
  matches: z.array(transferMatchSchema),
  /** What may be done with it; the first is suggested. */
  actions: z.array(transferActionSchema).min(1),
  /** Why it can only be skipped. */
  problem: problemSchema.nullable(),
  /** Of a connection that comes without its credential: what kind to choose or make here. */
  wants: z.strictObject({ kind: credentialKindSchema, name: z.string(), environment: environmentSchema }).nullable(),
});
export type TransferEntry = z.infer<typeof transferEntrySchema>;

/** What a file would bring. `session` names it until it is imported, closed, or the vault locked. */
export const transferPreviewSchema = z.strictObject({
  session: z.string(),
  /** Of an encrypted file. */
  origin: z.strictObject({ writtenBy: z.string(), writtenAt: z.string() }).nullable(),
  entries: z.array(transferEntrySchema),
});
export type TransferPreview = z.infer<typeof transferPreviewSchema>;

/** What to do with one thing of a file; what is not named is skipped. */
export const transferChoiceSchema = z.strictObject({
  ref,
  action: transferActionSchema,
  /** What is replaced, or used instead; the first match unless given. */
  targetId: id.optional(),
  /** Of a connection that comes without its credential. */
  credentialId: id.optional(),
});
export type TransferChoice = z.infer<typeof transferChoiceSchema>;

const touchedSchema = z.strictObject({ what: transferEntrySchema.shape.what, id: z.string(), name: z.string() });

export const transferResultSchema = z.strictObject({
  added: z.array(touchedSchema),
  replaced: z.array(touchedSchema),
  skipped: z.int(),
});
export type TransferResult = z.infer<typeof transferResultSchema>;

/** A file to be saved. */
export const writtenFileSchema = z.strictObject({ name: z.string(), text: z.string() });

export const csvEncodingSchema = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']);
export type CsvEncoding = z.infer<typeof csvEncodingSchema>;
export const csvSeparatorSchema = z.enum([',', ';', '\t', '|']);

/** What a column may become. Lists are separated by blanks, commas or line breaks. */
export const csvFieldSchema = z.enum([
  'name',
  'kind',
  'allowedHosts',
  ...credentialPartNames,
  'environment',
  'notes',
  'tags',
  'expiresAt',
  'rotateEveryDays',
]);
export type CsvField = z.infer<typeof csvFieldSchema>;

/** How a table is read; what is left out is found out. */
export const csvSettingsSchema = z.strictObject({
  encoding: csvEncodingSchema.optional(),
  separator: csvSeparatorSchema.optional(),
  /** Whether the first row names the columns. */
  header: z.boolean().optional(),
  /** Of rows that do not say themselves. */
  kind: credentialKindSchema.optional(),
  /** By column; `null` leaves it out. */
  fields: z.array(csvFieldSchema.nullable()).max(200).optional(),
  /** Takes blanks at both ends and invisible characters out of every value. */
  tidy: z.boolean().default(false),
});
export type CsvSettings = z.input<typeof csvSettingsSchema>;

const csvNoteSchema = z.strictObject({
  field: csvFieldSchema,
  /** 1-based. */
  column: z.int(),
  what: z.enum(['stray', 'formula']),
});

/** A row of the table as the credential it becomes. Secrets only as how long they are. */
export const csvRowSchema = z.strictObject({
  /** Line of the file the row begins in, 1-based. */
  line: z.int(),
  entry: transferEntrySchema,
  shown: z.array(z.tuple([csvFieldSchema, z.string()])),
  secrets: z.array(z.strictObject({ field: csvFieldSchema, characters: z.int() })),
  notes: z.array(csvNoteSchema),
  /** Where the problem of the entry is, 1-based; `null`: in no column. */
  problemColumn: z.int().nullable(),
  /** Line of an earlier row with the same name or key. */
  repeats: z.int().nullable(),
});
export type CsvRow = z.infer<typeof csvRowSchema>;

export const csvPreviewSchema = z.strictObject({
  session: z.string(),
  name: z.string(),
  encoding: csvEncodingSchema,
  /** Nothing in the file says so: it is no UTF-8, so it is read as Latin-1 (Windows-1252). */
  encodingGuessed: z.boolean(),
  separator: csvSeparatorSchema,
  header: z.boolean(),
  kind: credentialKindSchema,
  tidy: z.boolean(),
  columns: z.array(
    z.strictObject({
      /** `null` without a header: the first row may be secrets. */
      heading: z.string().nullable(),
      filled: z.int(),
      field: csvFieldSchema.nullable(),
    }),
  ),
  rows: z.array(csvRowSchema),
});
export type CsvPreview = z.infer<typeof csvPreviewSchema>;
