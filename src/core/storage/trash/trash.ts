import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { type TrashEntry, type TrashKind, trashKindSchema } from '../../../protocol/models/data/trash.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { sqliteCode } from '../../adapters/node/open-database.ts';
import type { Db } from '../db.ts';
import type { SearchIndex } from '../search-index.ts';
import { type Row, readRow, type StoredValue, writeRow } from './rows.ts';
import { kindsOfTrash, placeColumns } from './sources.ts';

export type Deletion = {
  /** Id of the new entry. */
  id: string;
  kind: TrashKind;
  /** Ids of the things that go. */
  keys: readonly string[];
  /** Epoch milliseconds. */
  at: number;
  /** Ids of things that never were in the database: whoever deletes them brings them back. */
  unstored?: readonly string[];
};

/** What was deleted and can still be brought back. Rows are kept as they are: sealed parts stay sealed. */
export type TrashRepository = {
  /** Latest first. */
  list(): TrashEntry[];
  /** Keeps the rows of the things and lets `remove` delete them, all of it or nothing. `null` when there were neither rows nor unstored things. */
  keep(deletion: Deletion, remove: () => void): TrashEntry | null;
  /**
   * Puts everything of the entry back, after what it needs. Answers all entries that came back. Throws `not-found`; `trash.taken`
   * (`params`: `kind`, `name`) with nothing changed when something else has taken its place.
   */
  restore(id: string): TrashEntry[];
  /** Forgets entries without rows: what brings them back ended with the process that deleted it. */
  forgetUnstored(): void;
  /** Deletes for good: SQLite overwrites what it frees (`secure_delete`). Files of bodies are left to the sweep. */
  empty(): void;
};

const keysSchema = z.array(z.string());
/** Source of the search text of an exchange, which is found by id and not by place. */
const searchSource = 'exchange_search';

export function createTrashRepository(db: Db, index: SearchIndex): TrashRepository {
  const { build, all, run, transaction } = db;
  const rows = <T>(query: RawBuilder<T>): T[] => all({ compile: () => query.compile(build) });
  const execute = (query: RawBuilder<unknown>): number => run({ compile: () => query.compile(build) });

  const list = () => all(build.selectFrom('trash').selectAll().orderBy('seq', 'desc')).map(entryOf);

  const rowsOf = (kind: TrashKind, keys: readonly string[]): { source: string; row: Row }[] => {
    const own = kindsOfTrash[kind].sources.flatMap(({ table, key }) =>
      rows(sql<Row>`SELECT * FROM ${sql.table(table)} WHERE ${sql.ref(key)} IN (${sql.join(keys)})`).map((row) => ({
        source: table,
        row,
      })),
    );
    if (kind !== 'exchanges') return own;
    const texts = rows(sql<Row>`SELECT e.id, s.text FROM exchange_search AS s JOIN exchanges AS e ON e.seq = s.rowid
      WHERE e.id IN (${sql.join(keys)})`);
    return [...own, ...texts.map((row) => ({ source: searchSource, row }))];
  };

  const put = (source: string, row: Record<string, StoredValue>): void => {
    if (source === searchSource) {
      index.put(String(row.id), String(row.text));
      return;
    }
    const columns = Object.entries(row).filter(([column]) => column !== placeColumns[source]);
    execute(sql`INSERT INTO ${sql.table(source)} (${sql.join(columns.map(([column]) => sql.ref(column)))})
      VALUES (${sql.join(columns.map(([, value]) => value))})`);
  };

  const entryWith = (kind: TrashKind, key: string): string | undefined =>
    all(build.selectFrom('trash').select(['id', 'keys']).where('kind', '=', kind)).find(({ keys }) =>
      keysSchema.parse(JSON.parse(keys)).includes(key),
    )?.id;

  const restore = (id: string): TrashEntry[] => {
    const entry = list().find((one) => one.id === id);
    if (entry === undefined) throw new ProblemError('not-found', { params: { what: 'deletion', id } });
    const kept = all(
      build.selectFrom('trash_rows').select(['source', 'content']).where('trash_id', '=', id).orderBy('position'),
    ).map(({ source, content }) => ({ source, row: readRow(content) }));
    const needed = kindsOfTrash[entry.kind].needs.flatMap(({ table, column, kind }) =>
      kept.flatMap(({ source, row }) => {
        const key = source === table ? row[column] : null;
        return typeof key === 'string' ? (entryWith(kind, key) ?? []) : [];
      }),
    );
    const first = [...new Set(needed)].flatMap((one) => restore(one));
    try {
      for (const { source, row } of kept) put(source, row);
    } catch (error) {
      if (sqliteCode(error)?.startsWith('SQLITE_CONSTRAINT') !== true) throw error;
      throw new ProblemError('trash.taken', { params: { kind: entry.kind, name: entry.name }, cause: error });
    }
    run(build.deleteFrom('trash').where('id', '=', id));
    return [...first, entry];
  };

  return {
    list,
    keep: ({ id, kind, keys, at, unstored = [] }, remove) =>
      transaction(() => {
        const kept = rowsOf(kind, keys);
        remove();
        if (kept.length === 0 && unstored.length === 0) return null;
        const things = kept.filter(({ source }) => source === kindsOfTrash[kind].sources[0]?.table);
        const found = [...things.map(({ row }) => String(row.id)), ...unstored];
        const row = { id, kind, name: nameOf(kind, things), keys: JSON.stringify(found), deleted_at: at };
        run(build.insertInto('trash').values(row));
        for (const [position, { source, row }] of kept.entries()) {
          run(build.insertInto('trash_rows').values({ trash_id: id, position, source, content: writeRow(row) }));
        }
        return entryOf(row);
      }),
    restore: (id) => transaction(() => restore(id)),
    forgetUnstored: () => {
      execute(sql`DELETE FROM trash WHERE id NOT IN (SELECT trash_id FROM trash_rows)`);
    },
    empty: () => {
      run(build.deleteFrom('trash'));
    },
  };
}

function entryOf(row: { id: string; kind: string; name: string; keys: string; deleted_at: number }): TrashEntry {
  const { id, kind, name, keys, deleted_at: deletedAt } = row;
  return {
    id,
    kind: trashKindSchema.parse(kind),
    name,
    count: keysSchema.parse(JSON.parse(keys)).length,
    deletedAt,
  };
}

function nameOf(kind: TrashKind, things: readonly { row: Row }[]): string {
  const [only, ...others] = things;
  if (only === undefined || others.length > 0) return '';
  const column = kindsOfTrash[kind].name;
  const name = column === null ? null : only.row[column];
  return typeof name === 'string' ? name : '';
}
