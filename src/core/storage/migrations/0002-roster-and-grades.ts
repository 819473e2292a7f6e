import { type Kysely, sql } from 'kysely';

const statements = [
  `CREATE TABLE roster_people (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    person TEXT NOT NULL,
    updated_at REAL NOT NULL
  ) STRICT`,

  `CREATE TABLE roster_courses (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    course TEXT NOT NULL,
    updated_at REAL NOT NULL
  ) STRICT`,

  `CREATE TABLE grades (
    connection_id TEXT NOT NULL,
    sourced_id TEXT NOT NULL,
    exchange_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    context_id TEXT NOT NULL,
    resource_link_id TEXT NOT NULL,
    score REAL CHECK (score BETWEEN 0 AND 1),
    text TEXT,
    url TEXT,
    issued_at REAL NOT NULL,
    graded_at REAL,
    PRIMARY KEY (connection_id, sourced_id)
  ) STRICT`,
];

/** People and courses launches are made of, and the results tools report for them. */
export const rosterAndGrades = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
