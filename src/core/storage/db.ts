import { type CompiledQuery, Kysely, SqliteDialect } from 'kysely';
import type { SqliteConnection } from '../adapters/node/open-database.ts';
import { asStorageProblem } from './problems.ts';
import type { Tables } from './schema.ts';

type Compilable<O> = { compile(): CompiledQuery<O> };

/**
 * The open database. Queries are built and typed by kysely and run synchronously on the one connection, so that nothing can
 * come between the statements of a transaction. Every method throws `storage.*` problems for what the disk does to us.
 */
export type Db = {
  readonly build: Kysely<Tables>;
  all<O>(query: Compilable<O>): O[];
  first<O>(query: Compilable<O>): O | undefined;
  /** Runs a statement that answers no rows; returns the number of rows it changed. */
  run(query: Compilable<unknown>): number;
  /** All of `work` or nothing of it. May be nested. `work` must not be async. */
  transaction<T>(work: () => T): T;
};

export function createDb(connection: SqliteConnection): Db {
  const build = new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });

  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw asStorageProblem(error, connection.name);
    }
  };

  const all = <O>(query: Compilable<O>): O[] =>
    guarded(() => {
      const { sql, parameters } = query.compile();
      return connection.prepare<unknown[], O>(sql).all(...parameters);
    });

  return {
    build,
    all,
    first: (query) => all(query)[0],
    run: (query) =>
      guarded(() => {
        const { sql, parameters } = query.compile();
        return connection.prepare<unknown[]>(sql).run(...parameters).changes;
      }),
    transaction: (work) => guarded(() => connection.transaction(work).immediate()),
  };
}
