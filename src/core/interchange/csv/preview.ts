import {
  type CsvField,
  type CsvPreview,
  type CsvRow,
  type CsvSettings,
  csvFieldSchema,
  type TransferEntry,
} from '../../../protocol/models/data/portability.ts';
import type { Problem } from '../../../protocol/problem.ts';
import type { Comparison } from '../transfer/compare.ts';
import type { Carried } from '../vault-file/content.ts';
import { decodeTable } from './decode.ts';
import { fieldOfHeading, guessFields, guessKind } from './fields.ts';
import { type ReadRow, readRow } from './rows.ts';
import { readTable, type Table } from './table.ts';

/** A table as it was given: its bytes, and the name of its file. */
export type TableFile = { name: string; bytes: Uint8Array };

/** A table read by its settings: what each row becomes. */
export type ReadTable = Omit<CsvPreview, 'session' | 'rows'> & { read: readonly ReadRow[] };

/** Reads the table. What the settings leave out is found out. Throws `csv.unreadable`, `csv.too-large`. */
export function readTableFile({ name, bytes }: TableFile, settings: CsvSettings): ReadTable {
  const { text, encoding, guessed } = decodeTable(bytes, settings.encoding);
  const { separator, rows } = readTable(text, settings.separator);
  const first = rows[0]?.cells ?? [];
  const header = settings.header ?? first.some((cell) => fieldOfHeading(cell) !== null);
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  const guessedFields = header ? guessFields(first) : [];
  const fields = Array.from({ length: width }, (_, index) => (settings.fields ?? guessedFields)[index] ?? null);
  const kind = settings.kind ?? guessKind(fields);
  const tidy = settings.tidy ?? false;
  const body = header ? rows.slice(1) : rows;
  return {
    name,
    encoding,
    encodingGuessed: guessed,
    separator,
    header,
    kind,
    tidy,
    columns: fields.map((field, index) => ({
      heading: header ? (first[index] ?? '').slice(0, 100) : null,
      filled: filledCells(body, index),
      field,
    })),
    read: body.map((row) => readRow(row, { kind, fields, tidy })),
  };
}

function filledCells(rows: Table['rows'], index: number): number {
  return rows.filter(({ cells }) => (cells[index] ?? '') !== '').length;
}

export function carriedBy({ read }: ReadTable): Carried {
  return { credentials: read.map(({ credential }) => credential), connections: [], contracts: [] };
}

/** The comparison with what only a table can have wrong: a row of a kind that is none, a date that cannot be read. */
export function withRowProblems(comparison: Comparison, { read }: ReadTable): Comparison {
  const wrong = new Map(read.flatMap((row) => (row.wrong === null ? [] : [[row.credential.ref, row.wrong] as const])));
  const entries = comparison.entries.map((entry): TransferEntry => {
    const found = wrong.get(entry.ref);
    if (found === undefined) return entry;
    const problem: Problem = {
      code: 'input.invalid',
      params: {},
      field: `draft.${found.field}`,
      detail: found.detail,
    };
    return { ...entry, state: 'new', matches: [], actions: ['skip'], problem };
  });
  return { ...comparison, entries };
}

/** What the window shows: of secrets their length alone. */
export function previewOf(session: string, table: ReadTable, comparison: Comparison): CsvPreview {
  const { read, ...facts } = table;
  const columnOf = new Map(
    table.columns.flatMap(({ field }, index) => (field === null ? [] : [[field, index + 1] as const])),
  );
  const entries = new Map(comparison.entries.map((entry) => [entry.ref, entry]));
  const repeats = repeatedLines(read, comparison);
  const rows = read.flatMap(({ line, credential, shown, secrets, notes }): CsvRow[] => {
    const entry = entries.get(credential.ref);
    if (entry === undefined) return [];
    const field = fieldNamed(entry.problem);
    return [
      {
        line,
        entry: withoutHostsOf(entry),
        shown,
        secrets,
        notes,
        problemColumn: field === null ? null : (columnOf.get(field) ?? null),
        repeats: repeats.get(line) ?? null,
      },
    ];
  });
  return { session, ...facts, rows };
}

/** The hosts of a row stand among what is shown of it. */
function withoutHostsOf(entry: TransferEntry): TransferEntry {
  return { ...entry, about: '' };
}

/** By line: an earlier line with the same name or key. */
function repeatedLines(read: readonly ReadRow[], { credentials }: Comparison): ReadonlyMap<number, number> {
  const seen = new Map<string, number>();
  const repeats = new Map<number, number>();
  for (const { line, credential } of read) {
    const material = credentials.get(credential.ref)?.material ?? [];
    const marks = [`name ${credential.name}`, ...material.map((mark) => `key ${mark}`)];
    const earlier = marks.flatMap((mark) => seen.get(mark) ?? []);
    if (earlier[0] !== undefined) repeats.set(line, earlier[0]);
    for (const mark of marks) if (!seen.has(mark)) seen.set(mark, line);
  }
  return repeats;
}

function fieldNamed(problem: Problem | null): CsvField | null {
  const name = problem?.field?.split('.')[1];
  return csvFieldSchema.safeParse(name).data ?? null;
}
