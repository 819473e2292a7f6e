import { type Kysely, sql } from 'kysely';

const statements = [
  `CREATE TABLE new_key_slots (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('passphrase', 'keychain', 'recovery')),
    name TEXT NOT NULL,
    backend TEXT,
    parameters TEXT NOT NULL,
    private_key BLOB,
    wrapped_key BLOB NOT NULL,
    next_wrapped_key BLOB,
    checksum BLOB NOT NULL,
    created_at REAL NOT NULL,
    last_used_at REAL
  ) STRICT`,
  `INSERT INTO new_key_slots (id, kind, name, backend, parameters, wrapped_key, checksum, created_at)
    SELECT id, kind, '', backend, parameters, wrapped_key, checksum, created_at FROM key_slots`,
  'DROP TABLE key_slots',
  'ALTER TABLE new_key_slots RENAME TO key_slots',

  "ALTER TABLE secret_access ADD COLUMN user_name TEXT NOT NULL DEFAULT ''",
  'CREATE INDEX secret_access_credential ON secret_access (credential_id, seq DESC)',
];

/** Slots with names and a key pair each, so that a new data key can be wrapped for all of them; who used a secret. */
export const keySlots = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
