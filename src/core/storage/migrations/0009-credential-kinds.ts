import { type Kysely, sql } from 'kysely';

// The table cannot be made anew while connections refer to it; a column with its check can be replaced.
const statements = [
  "ALTER TABLE credentials ADD COLUMN any_kind TEXT NOT NULL DEFAULT ''",
  'UPDATE credentials SET any_kind = kind',
  'ALTER TABLE credentials DROP COLUMN kind',
  'ALTER TABLE credentials RENAME COLUMN any_kind TO kind',
];

/** Credentials of more than two kinds: which there are is for the repository to check. */
export const credentialKinds = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
