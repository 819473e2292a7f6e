import type { z } from 'zod';
import type { Log } from '../../ports.ts';
import type { Db } from '../db.ts';
import { parseColumn } from '../json.ts';

/** Settings as JSON under a key. */
export type SettingsRepository = {
  /** `undefined` when nothing is stored or what is stored no longer fits `schema`. */
  read<T>(key: string, schema: z.ZodType<T>): T | undefined;
  write(key: string, value: unknown): void;
};

export function createSettingsRepository({ build, first, run }: Db, log: Log): SettingsRepository {
  return {
    read(key, schema) {
      const row = first(build.selectFrom('settings').select('value').where('key', '=', key));
      return row === undefined ? undefined : parseColumn(schema, row.value, { table: 'settings', id: key }, log);
    },
    write(key, value) {
      const json = JSON.stringify(value);
      run(
        build
          .insertInto('settings')
          .values({ key, value: json })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: json })),
      );
    },
  };
}
