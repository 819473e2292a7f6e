import { type Kysely, sql } from 'kysely';

const statements = [
  'CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID',

  `CREATE TABLE key_slots (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('passphrase', 'keychain')),
    backend TEXT,
    parameters TEXT NOT NULL,
    wrapped_key BLOB NOT NULL,
    checksum BLOB NOT NULL,
    created_at REAL NOT NULL
  ) STRICT`,

  `CREATE TABLE secrets (
    record_id TEXT NOT NULL,
    part TEXT NOT NULL,
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (record_id, part)
  ) STRICT`,

  `CREATE TABLE credentials (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('oauth-consumer', 'proctorexam')),
    public_parts TEXT NOT NULL,
    secret_parts TEXT NOT NULL,
    allowed_hosts TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL
  ) STRICT`,

  `CREATE TABLE secret_access (
    seq INTEGER PRIMARY KEY,
    credential_id TEXT NOT NULL,
    credential_name TEXT NOT NULL,
    part TEXT NOT NULL,
    action TEXT NOT NULL,
    actor TEXT NOT NULL,
    at REAL NOT NULL
  ) STRICT`,

  `CREATE TABLE connections (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    contract_id TEXT NOT NULL,
    base_url TEXT NOT NULL,
    credential_id TEXT REFERENCES credentials (id) ON DELETE RESTRICT,
    environment TEXT NOT NULL,
    variables TEXT NOT NULL,
    notes TEXT NOT NULL,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL
  ) STRICT`,
  'CREATE INDEX connections_credential ON connections (credential_id)',

  `CREATE TABLE form_drafts (
    connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    operation_id TEXT NOT NULL,
    form TEXT NOT NULL,
    updated_at REAL NOT NULL,
    PRIMARY KEY (connection_id, operation_id)
  ) STRICT`,

  `CREATE TABLE exchanges (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    connection_id TEXT NOT NULL,
    started_at REAL NOT NULL,
    state TEXT NOT NULL,
    verdict TEXT,
    summary TEXT NOT NULL,
    exchange TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX exchanges_time ON exchanges (started_at DESC, id DESC)',
  'CREATE INDEX exchanges_connection ON exchanges (connection_id, started_at DESC, id DESC)',
  "CREATE INDEX exchanges_running ON exchanges (state) WHERE state = 'running'",

  "CREATE VIRTUAL TABLE exchange_search USING fts5(text, tokenize='unicode61 remove_diacritics 2')",

  `CREATE TABLE exchange_bodies (
    exchange_id TEXT NOT NULL REFERENCES exchanges (id) ON DELETE CASCADE,
    part TEXT NOT NULL,
    size INTEGER NOT NULL,
    sealed BLOB,
    file TEXT UNIQUE,
    PRIMARY KEY (exchange_id, part),
    CHECK ((sealed IS NULL) <> (file IS NULL))
  ) STRICT`,

  'CREATE TABLE nonces (nonce INTEGER PRIMARY KEY, at REAL NOT NULL) STRICT',
  'CREATE INDEX nonces_time ON nonces (at)',

  'CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID',

  `CREATE TABLE user_contracts (
    id TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL
  ) STRICT`,
];

/** The tables of the first version. A migration that has been released is never edited: the next one changes what it made. */
export const initial = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
