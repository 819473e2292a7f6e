import type { CsvField, CsvRow } from '../../../protocol/models/data/portability.ts';
import { partsOfKind } from '../../../protocol/models/vault/credential-parts.ts';
import { type CredentialKind, credentialKindSchema } from '../../../protocol/models/vault/vault.ts';
import { stray } from '../../vault/credentials/review.ts';
import type { CarriedCredential } from '../vault-file/content.ts';
import { readDetails, tagsIn } from './details.ts';
import { detailFields, listFields, looksLikeFormula, secretFields } from './fields.ts';
import type { TableRow } from './table.ts';

/** A row as the credential it becomes, and what there is to say of it. */
export type ReadRow = {
  line: number;
  credential: CarriedCredential;
  /** What the row says that is no kind, environment, date or number. */
  wrong: { field: CsvField; detail: string } | null;
  shown: CsvRow['shown'];
  secrets: CsvRow['secrets'];
  notes: CsvRow['notes'];
};

export type RowSettings = { kind: CredentialKind; fields: readonly (CsvField | null)[]; tidy: boolean };

/** Reads a row by the fields of its columns. Columns of fields another kind has are left out. */
export function readRow({ line, cells }: TableRow, { kind: usual, fields, tidy }: RowSettings): ReadRow {
  const values = new Map<CsvField, { value: string; column: number }>();
  for (const [index, field] of fields.entries()) {
    const cell = cells[index] ?? '';
    if (field === null || cell === '' || values.has(field)) continue;
    const plain = withoutGuard(cell);
    values.set(field, { value: tidy ? tidied(plain, field) : plain, column: index + 1 });
  }
  const text = (field: CsvField) => values.get(field)?.value ?? '';
  const own = text('kind').trim();
  const kind = own === '' ? usual : (kindOf(own) ?? usual);
  const used: readonly CsvField[] = ['name', 'allowedHosts', ...partsOfKind[kind], ...detailFields];
  const joined = (field: CsvField) => (listFields.has(field) ? listIn(field, text(field)).join('\n') : text(field));
  const present = used.filter((field) => text(field) !== '');
  const secrets = present.filter((field) => secretFields.has(field));
  const shown = present.filter((field) => !secretFields.has(field) && field !== 'name');
  const record = (list: readonly CsvField[]) => Object.fromEntries(list.map((field) => [field, joined(field)]));
  const details = readDetails(text);
  return {
    line,
    credential: {
      ref: `line-${line}`,
      kind,
      name: text('name').trim() || nameFor(kind, joined, line),
      allowedHosts: listOf(text('allowedHosts')),
      parts: record(partsOfKind[kind].filter((part) => shown.includes(part))),
      secrets: record(secrets),
      details: details.read,
    },
    wrong:
      own !== '' && kindOf(own) === null
        ? { field: 'kind', detail: `${own.slice(0, 40)} is no kind of credential` }
        : details.wrong,
    shown: shown.map((field) => [field, shortened(joined(field))]),
    secrets: secrets.map((field) => ({ field, characters: [...text(field)].length })),
    notes: present.flatMap((field) => notesOn(field, values.get(field))),
  };
}

function notesOn(field: CsvField, cell: { value: string; column: number } | undefined): CsvRow['notes'] {
  if (cell === undefined) return [];
  const { value, column } = cell;
  // Keys in PEM have line breaks of their own.
  const hasLines = ['privateKey', 'certificate', 'keySet', 'pkcs12', 'notes'].includes(field) || listFields.has(field);
  const isStray = hasLines ? false : stray.test(value);
  return [
    ...(isStray ? [{ field, column, what: 'stray' as const }] : []),
    ...(looksLikeFormula.test(value) ? [{ field, column, what: 'formula' as const }] : []),
  ];
}

/** Our own export puts an apostrophe before what a spreadsheet would compute. */
function withoutGuard(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

const invisible = /[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;

/** Without blanks at the ends and characters that cannot be seen; keys in PEM keep their lines. */
function tidied(value: string, field: CsvField): string {
  if (['privateKey', 'certificate', 'keySet', 'notes'].includes(field) || listFields.has(field)) return value.trim();
  return value.replace(invisible, '').trim();
}

function listIn(field: CsvField, text: string): string[] {
  return field === 'tags' ? tagsIn(text) : listOf(text);
}

function listOf(text: string): string[] {
  return text.split(/[\s,;|]+/).filter(Boolean);
}

/** By its words in a file of ours, or as people write them. */
function kindOf(text: string): CredentialKind | null {
  const plain = text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const known = credentialKindSchema.safeParse(plain);
  if (known.success) return known.data;
  const words: Readonly<Record<string, CredentialKind>> = {
    oauth: 'oauth-consumer',
    oauth1: 'oauth-consumer',
    consumer: 'oauth-consumer',
    lti: 'oauth-consumer',
    'lti-1-1': 'oauth-consumer',
    'lti-1-3': 'lti-registration',
    registration: 'lti-registration',
    token: 'bearer',
    'bearer-token': 'bearer',
    password: 'basic',
    'basic-auth': 'basic',
    certificate: 'client-certificate',
    mtls: 'client-certificate',
  };
  return Object.hasOwn(words, plain) ? (words[plain] ?? null) : null;
}

/** A row without a name goes by its public key, or its line. */
function nameFor(kind: CredentialKind, joined: (field: CsvField) => string, line: number): string {
  const by: Partial<Record<CredentialKind, CsvField>> = {
    'oauth-consumer': 'consumerKey',
    basic: 'username',
    'lti-registration': 'clientId',
  };
  const field = by[kind];
  const name = field === undefined ? '' : [...joined(field).trim()].slice(0, 200).join('');
  return name === '' ? `Line ${line}` : name;
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= 200 ? text : `${characters.slice(0, 200).join('')}…`;
}
