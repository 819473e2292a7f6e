import { type Kysely, sql } from 'kysely';

const statements = [
  `CREATE TABLE captures (
    id TEXT PRIMARY KEY,
    at REAL NOT NULL,
    sealed_summary BLOB NOT NULL,
    sealed_capture BLOB NOT NULL
  ) STRICT`,
  'CREATE INDEX captures_time ON captures (at DESC, id DESC)',

  `CREATE TABLE catcher_registrations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    registration TEXT NOT NULL
  ) STRICT`,
];

/** Launches the catcher received, sealed as they hold personal data, and the platforms it is registered at. */
export const catches = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
