import { type Kysely, sql } from 'kysely';

const statements = [
  `CREATE TABLE ab_runs (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    started_at REAL NOT NULL,
    state TEXT NOT NULL,
    run TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX ab_runs_connection ON ab_runs (connection_id, started_at DESC)',
  "CREATE INDEX ab_runs_running ON ab_runs (state) WHERE state = 'running'",
];

/** Which exchanges are the same launch made in different ways. */
export const abRuns = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
