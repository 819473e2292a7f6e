import { type Kysely, sql } from 'kysely';

const changed = (row: 'OLD' | 'NEW'): string => `
  DELETE FROM roster_changes WHERE user_id = json_extract(${row}.person, '$.userId');
  INSERT INTO roster_changes (user_id) VALUES (json_extract(${row}.person, '$.userId'));`;

const statements = [
  `CREATE TABLE line_items (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    course_id TEXT NOT NULL,
    item TEXT NOT NULL,
    created_at REAL NOT NULL
  ) STRICT`,
  'CREATE INDEX line_items_connection ON line_items (connection_id, course_id, created_at)',

  `CREATE TABLE scores (
    line_item_id TEXT NOT NULL REFERENCES line_items (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    score TEXT NOT NULL,
    PRIMARY KEY (line_item_id, user_id)
  ) STRICT`,
  'CREATE INDEX scores_connection ON scores (connection_id)',

  `CREATE TABLE content_items (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
    placement_id TEXT,
    item TEXT NOT NULL,
    created_at REAL NOT NULL
  ) STRICT`,
  'CREATE INDEX content_items_connection ON content_items (connection_id, created_at)',
  'CREATE INDEX content_items_placement ON content_items (placement_id) WHERE placement_id IS NOT NULL',

  `CREATE TABLE service_calls (
    id TEXT PRIMARY KEY,
    registration_id TEXT NOT NULL,
    connection_id TEXT REFERENCES connections (id) ON DELETE CASCADE,
    at REAL NOT NULL,
    summary TEXT NOT NULL,
    call TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX service_calls_at ON service_calls (at)',
  'CREATE INDEX service_calls_connection ON service_calls (connection_id, at)',

  // Kept by triggers, so that what comes back from the trash is a change as well.
  `CREATE TABLE roster_changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL UNIQUE
  ) STRICT`,
  `CREATE TRIGGER roster_person_added AFTER INSERT ON roster_people WHEN json_valid(NEW.person) BEGIN ${changed('NEW')} END`,
  `CREATE TRIGGER roster_person_changed AFTER UPDATE ON roster_people
    WHEN json_valid(OLD.person) AND json_valid(NEW.person) BEGIN ${changed('OLD')} ${changed('NEW')} END`,
  `CREATE TRIGGER roster_person_removed AFTER DELETE ON roster_people WHEN json_valid(OLD.person) BEGIN ${changed('OLD')} END`,
];

/** What LTI Advantage services keep: line items with their scores, chosen content, the calls, and whom the roster lost. */
export const advantageServices = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
