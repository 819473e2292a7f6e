import { type Kysely, sql } from 'kysely';

// Until now a change of the secret was not told from any other change of the credential.
const statements = [
  "ALTER TABLE credentials ADD COLUMN details TEXT NOT NULL DEFAULT '{}'",
  'ALTER TABLE credentials ADD COLUMN secret_changed_at REAL NOT NULL DEFAULT 0',
  "ALTER TABLE credentials ADD COLUMN previous TEXT NOT NULL DEFAULT '[]'",
  "ALTER TABLE credentials ADD COLUMN last_use TEXT NOT NULL DEFAULT 'null'",
  'UPDATE credentials SET secret_changed_at = updated_at',
];

/** What people say of a credential, when it was last used, and which previous secrets are kept. */
export const credentialCare = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
