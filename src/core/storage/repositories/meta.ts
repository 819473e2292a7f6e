import type { Db } from '../db.ts';

/** Facts about the database itself. */
export type MetaRepository = {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  delete(key: string): void;
};

export function createMetaRepository({ build, first, run }: Db): MetaRepository {
  return {
    get: (key) => first(build.selectFrom('meta').select('value').where('key', '=', key))?.value,
    set(key, value) {
      run(
        build
          .insertInto('meta')
          .values({ key, value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
      );
    },
    delete(key) {
      run(build.deleteFrom('meta').where('key', '=', key));
    },
  };
}
