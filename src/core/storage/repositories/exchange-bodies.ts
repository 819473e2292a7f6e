import { sql } from 'kysely';
import type { Db } from '../db.ts';

/** Where one sealed body is. `size`: bytes before sealing. */
export type StoredBody =
  | { size: number; sealed: Uint8Array; file: null }
  | { size: number; sealed: null; file: string };

/** The sealed, untouched bytes of exchanges. */
export type ExchangeBodiesRepository = {
  /** Stores a body in place of one that was there. `false` when the exchange has been deleted. */
  put(exchangeId: string, part: string, body: StoredBody): { stored: boolean; replacedFile: string | null };
  get(exchangeId: string, part: string): StoredBody | undefined;
  /** An exchange that has a body under this name; it is asked of names that are unique but for copies. */
  exchangeWith(part: string): string | undefined;
  /** Names of the parts an exchange has bodies for. */
  parts(exchangeId: string): string[];
  /** Names of all files that belong to a body. */
  files(): Set<string>;
  count(): number;
  /** In the order they were stored, from the one after `after`; 0 for the first. */
  placesAfter(after: number, limit: number): { seq: number; exchangeId: string; part: string }[];
  /** Puts a file in the place of another. `false` when the body is no longer in `from`. */
  moveFile(exchangeId: string, part: string, from: string, to: string): boolean;
};

export function createExchangeBodiesRepository({ build, all, first, run, transaction }: Db): ExchangeBodiesRepository {
  const select = (exchangeId: string, part: string) =>
    first(
      build
        .selectFrom('exchange_bodies')
        .select(['size', 'sealed', 'file'])
        .where('exchange_id', '=', exchangeId)
        .where('part', '=', part),
    );

  return {
    put: (exchangeId, part, { size, sealed, file }) =>
      transaction(() => {
        if (first(build.selectFrom('exchanges').select('seq').where('id', '=', exchangeId)) === undefined) {
          return { stored: false, replacedFile: null };
        }
        const replacedFile = select(exchangeId, part)?.file ?? null;
        run(
          build
            .insertInto('exchange_bodies')
            .values({ exchange_id: exchangeId, part, size, sealed, file })
            .onConflict((c) => c.columns(['exchange_id', 'part']).doUpdateSet({ size, sealed, file })),
        );
        return { stored: true, replacedFile };
      }),
    get(exchangeId, part) {
      const row = select(exchangeId, part);
      if (row === undefined) return undefined;
      if (row.sealed !== null) return { size: row.size, sealed: row.sealed, file: null };
      return row.file === null ? undefined : { size: row.size, sealed: null, file: row.file };
    },
    exchangeWith: (part) =>
      first(build.selectFrom('exchange_bodies').select('exchange_id').where('part', '=', part).limit(1))?.exchange_id,
    parts: (exchangeId) =>
      all(build.selectFrom('exchange_bodies').select('part').where('exchange_id', '=', exchangeId).orderBy('part')).map(
        ({ part }) => part,
      ),
    count: () =>
      first(build.selectFrom('exchange_bodies').select((query) => query.fn.countAll<number>().as('count')))?.count ?? 0,
    placesAfter: (after, limit) =>
      all(
        build
          .selectFrom('exchange_bodies')
          .select([sql<number>`rowid`.as('seq'), 'exchange_id as exchangeId', 'part'])
          .where(sql<number>`rowid`, '>', after)
          .orderBy(sql`rowid`)
          .limit(limit),
      ),
    moveFile: (exchangeId, part, from, to) =>
      run(
        build
          .updateTable('exchange_bodies')
          .set({ file: to })
          .where('exchange_id', '=', exchangeId)
          .where('part', '=', part)
          .where('file', '=', from),
      ) > 0,
    files: () => new Set(all(build.selectFrom('exchange_bodies').select('file')).flatMap(({ file }) => file ?? [])),
  };
}
