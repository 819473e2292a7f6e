import { sql } from 'kysely';
import type { Db } from './db.ts';
import { createMetaRepository } from './repositories/meta.ts';

/** Full-text search over exchanges. To be changed within the transaction that changes the exchange. */
export type SearchIndex = {
  /** Makes the exchange findable by `text` alone. */
  put(exchangeId: string, text: string): void;
  remove(exchangeIds: readonly string[]): void;
  /** Takes the words of removed texts out of the file too, if there were any since the last time. Takes seconds for a large history. */
  purge(): void;
};

const staleKey = 'search.stale';

export function createSearchIndex(db: Db): SearchIndex {
  const { build, run, transaction } = db;
  const meta = createMetaRepository(db);
  const exec = (query: ReturnType<typeof sql>) => run({ compile: () => query.compile(build) });

  return {
    put(exchangeId, text) {
      exec(sql`INSERT OR REPLACE INTO exchange_search (rowid, text)
        SELECT seq, ${text} FROM exchanges WHERE id = ${exchangeId}`);
    },
    remove(exchangeIds) {
      const doomed = build.selectFrom('exchanges').select('seq').where('id', 'in', exchangeIds);
      run(build.deleteFrom('exchange_search').where('rowid', 'in', doomed));
      meta.set(staleKey, 'yes');
    },
    // FTS5 keeps the words of deleted rows until it merges its segments. Its `secure-delete` would not, at forty times the
    // cost of every change; so all segments are merged when the database is closed, or opened after a crash.
    purge() {
      if (meta.get(staleKey) !== 'yes') return;
      transaction(() => {
        exec(sql`INSERT INTO exchange_search (exchange_search) VALUES ('optimize')`);
        meta.set(staleKey, 'no');
      });
    },
  };
}
