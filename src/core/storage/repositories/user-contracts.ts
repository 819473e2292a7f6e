import type { Db } from '../db.ts';

/** An imported OpenAPI file, as its text. */
export type UserContract = { id: string; text: string; createdAt: number; updatedAt: number };

export type UserContractsRepository = {
  /** In order of id. */
  list(): UserContract[];
  get(id: string): UserContract | undefined;
  /** Stores the text under `id`, in place of one that was there. `at`: epoch milliseconds. */
  put(id: string, text: string, at: number): void;
  /** `false` when there was none. */
  delete(id: string): boolean;
};

export function createUserContractsRepository({ build, all, first, run }: Db): UserContractsRepository {
  const columns = ['id', 'text', 'created_at as createdAt', 'updated_at as updatedAt'] as const;
  return {
    list: () => all(build.selectFrom('user_contracts').select(columns).orderBy('id')),
    get: (id) => first(build.selectFrom('user_contracts').select(columns).where('id', '=', id)),
    put(id, text, at) {
      run(
        build
          .insertInto('user_contracts')
          .values({ id, text, created_at: at, updated_at: at })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ text, updated_at: at })),
      );
    },
    delete: (id) => run(build.deleteFrom('user_contracts').where('id', '=', id)) > 0,
  };
}
