import { type Kysely, sql } from 'kysely';

const statements = [
  `CREATE TABLE flow_runs (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    started_at REAL NOT NULL,
    state TEXT NOT NULL,
    run TEXT NOT NULL,
    sealed_inputs BLOB
  ) STRICT`,
  'CREATE INDEX flow_runs_connection ON flow_runs (connection_id, started_at DESC)',
  "CREATE INDEX flow_runs_running ON flow_runs (state) WHERE state = 'running'",
];

/** Runs of flows, to be found again and gone on with; secret inputs stand in them sealed. */
export const flowRuns = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
