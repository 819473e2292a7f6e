import { existsSync, statSync } from 'node:fs';
import { Kysely, type Migration, Migrator, SqliteAdapter, SqliteDialect, sql } from 'kysely';
import { ProblemError } from '../../protocol/problem.ts';
import { openDatabaseReadOnly, type SqliteConnection } from '../adapters/node/open-database.ts';
import { makeBackup } from './backups/make.ts';
import { backupName } from './backups/names.ts';
import type { DataPaths } from './folder.ts';
import { asStorageProblem } from './problems.ts';

export type MigrationSet = Readonly<Record<string, Migration>>;

/** `CSGN` in ASCII: marks the file as ours (SQLite's `application_id`). */
const applicationId = 0x4353474e;

/** Names of the migrations a database has seen; empty for one that is new. */
export type Inspection = { applied: readonly string[] };

/**
 * Looks at the database without changing a byte of it. Throws `storage.newer-than-app` (`params`: `path`, `appVersion`,
 * `writtenBy`) when it knows migrations this app does not, `storage.corrupt` when it is damaged or not ours.
 */
export function inspectDatabase(file: string, known: MigrationSet, appVersion: string): Inspection {
  if (!existsSync(file)) return { applied: [] };
  try {
    if (statSync(file).size === 0) return { applied: [] };
    const connection = openDatabaseReadOnly(file);
    try {
      return inspectConnection(connection, file, known, appVersion);
    } finally {
      connection.close();
    }
  } catch (error) {
    throw asStorageProblem(error, file);
  }
}

function inspectConnection(
  connection: SqliteConnection,
  file: string,
  known: MigrationSet,
  appVersion: string,
): Inspection {
  const tables = connection.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const names = new Set(tables.map(({ name }) => name));
  if (names.size === 0) return { applied: [] };
  if (connection.pragma('application_id', { simple: true }) !== applicationId) {
    throw new ProblemError('storage.corrupt', { params: { path: file }, detail: 'not a Countersign database' });
  }
  const applied = names.has('kysely_migration')
    ? connection.prepare<[], { name: string }>('SELECT name FROM kysely_migration ORDER BY name').all()
    : [];
  const newer = applied.find(({ name }) => !Object.hasOwn(known, name));
  if (newer !== undefined) {
    throw new ProblemError('storage.newer-than-app', {
      params: { path: file, appVersion, writtenBy: names.has('meta') ? writtenBy(connection) : '' },
      detail: `unknown migration ${newer.name}`,
    });
  }
  return { applied: applied.map(({ name }) => name) };
}

function writtenBy(connection: SqliteConnection): string {
  const row = connection.prepare<[], { value: unknown }>("SELECT value FROM meta WHERE key = 'app_version'").get();
  return typeof row?.value === 'string' ? row.value : '';
}

type MigrationRun = {
  connection: SqliteConnection;
  inspection: Inspection;
  migrations: MigrationSet;
  paths: DataPaths;
  /** Epoch milliseconds, for the name of the copy. */
  now: number;
};

/**
 * Brings the database up to date: all missing migrations in one transaction, after a copy of a database that already holds
 * something. Throws `storage.migration-failed` (`params`: `migration`, `backup`) with the database as it was before.
 */
export async function migrate({ connection, inspection, migrations, paths, now }: MigrationRun): Promise<void> {
  const pending = Object.keys(migrations)
    .sort()
    .filter((name) => !inspection.applied.includes(name));
  const next = pending[0];
  if (next === undefined) return;

  const backup =
    inspection.applied.length === 0 ? '' : makeBackup(connection, backupName(`before-${next}`, now), paths);
  if (inspection.applied.length === 0) connection.pragma(`application_id = ${applicationId}`);

  const failure = await runMigrations(connection, migrations);
  if (failure === undefined) return;
  throw new ProblemError('storage.migration-failed', {
    params: { migration: failure.migration ?? next, backup },
    detail: failure.cause instanceof Error ? failure.cause.message : String(failure.cause),
    cause: failure.cause,
  });
}

async function runMigrations(
  connection: SqliteConnection,
  migrations: MigrationSet,
): Promise<{ migration: string | undefined; cause: unknown } | undefined> {
  const db = new Kysely<unknown>({ dialect: new TransactionalSqliteDialect({ database: connection }) });
  const checked = Object.fromEntries(
    Object.entries(migrations).map(([name, migration]) => [name, withForeignKeyCheck(migration)]),
  );
  // A table is changed by making it anew, which foreign keys would forbid half-way; each migration is checked at its end.
  connection.pragma('foreign_keys = OFF');
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => checked } });
    const { error, results } = await migrator.migrateToLatest();
    if (error === undefined) return undefined;
    return { migration: results?.find(({ status }) => status === 'Error')?.migrationName, cause: error };
  } finally {
    connection.pragma('foreign_keys = ON');
  }
}

function withForeignKeyCheck(migration: Migration): Migration {
  return {
    async up(db) {
      await migration.up(db);
      const { rows } = await sql<{ table: string }>`PRAGMA foreign_key_check`.execute(db);
      const [row] = rows;
      if (row !== undefined) throw new Error(`rows of table ${row.table} refer to rows that do not exist`);
    },
  };
}

/** SQLite can roll back changes of the schema; kysely's dialect does not count on it and would run migrations bare. */
class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
