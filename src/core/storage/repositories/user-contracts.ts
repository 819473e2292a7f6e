import type { Db } from '../db.ts';

/** An imported OpenAPI file, as its text, and the Arazzo file that goes with it. */
export type UserContract = { id: string; text: string; flows: string | null; createdAt: number; updatedAt: number };

export type UserContractsRepository = {
  /** In order of id. */
  list(): UserContract[];
  get(id: string): UserContract | undefined;
  /** Stores the text under `id`, in place of one that was there; flows stay. `at`: epoch milliseconds. */
  put(id: string, text: string, at: number): void;
  /** Stores the Arazzo file of a contract, in place of one that was there; `null` takes it away. `false` when there is no such contract. */
  putFlows(id: string, flows: string | null, at: number): boolean;
  /** `false` when there was none. */
  delete(id: string): boolean;
};

export function createUserContractsRepository({ build, all, first, run }: Db): UserContractsRepository {
  const columns = ['id', 'text', 'flows', 'created_at as createdAt', 'updated_at as updatedAt'] as const;
  return {
    list: () => all(build.selectFrom('user_contracts').select(columns).orderBy('id')),
    get: (id) => first(build.selectFrom('user_contracts').select(columns).where('id', '=', id)),
    put(id, text, at) {
      run(
        build
          .insertInto('user_contracts')
          .values({ id, text, flows: null, created_at: at, updated_at: at })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ text, updated_at: at })),
      );
    },
    putFlows: (id, flows, at) =>
      run(build.updateTable('user_contracts').set({ flows, updated_at: at }).where('id', '=', id)) > 0,
    delete: (id) => run(build.deleteFrom('user_contracts').where('id', '=', id)) > 0,
  };
}
