import { type Kysely, sql } from 'kysely';

const statements = [
  `CREATE TABLE trash (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    keys TEXT NOT NULL,
    deleted_at REAL NOT NULL
  ) STRICT`,

  `CREATE TABLE trash_rows (
    trash_id TEXT NOT NULL REFERENCES trash (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    source TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (trash_id, position)
  ) STRICT`,
];

/** What was deleted, row by row, until it can no longer be brought back. */
export const trash = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
