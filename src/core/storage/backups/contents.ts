import { createHash } from 'node:crypto';
import type { SqliteConnection } from '../../adapters/node/open-database.ts';

export function hasTable(connection: SqliteConnection, name: string): boolean {
  return connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined;
}

/**
 * What a database holds, in a form that is equal for a copy of it: the tables, how many rows each has, and the key slots and
 * migrations themselves. The trash is left out: it is not copied.
 */
export function contentsOf(connection: SqliteConnection): string {
  const tables = connection
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name",
    )
    .all()
    .filter(({ name, sql }) => !name.startsWith('trash') && !/^CREATE VIRTUAL/i.test(sql));
  const hash = createHash('sha256');
  for (const { name, sql } of tables) {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const count = connection.prepare<[], { count: number }>(`SELECT count(*) AS count FROM ${quoted}`).get()?.count;
    hash.update(JSON.stringify([name, sql, count]));
    if (name === 'key_slots' || name === 'kysely_migration') {
      hash.update(JSON.stringify(connection.prepare(`SELECT * FROM ${quoted} ORDER BY 1`).all()));
    }
  }
  return hash.digest('hex');
}
