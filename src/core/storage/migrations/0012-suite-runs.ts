import { type Kysely, sql } from 'kysely';

const statements = [
  `CREATE TABLE suite_runs (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    started_at REAL NOT NULL,
    state TEXT NOT NULL,
    run TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX suite_runs_connection ON suite_runs (connection_id, started_at DESC)',
  "CREATE INDEX suite_runs_running ON suite_runs (state) WHERE state = 'running'",
];

/** What tools made of launches that were wrong on purpose. */
export const suiteRuns = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
