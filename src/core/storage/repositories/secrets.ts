import type { Db } from '../db.ts';

/** A sealed part of a record. `version` is that of the record it was sealed for. */
export type StoredSecret = { part: string; version: number; sealed: Uint8Array };

export type SecretsRepository = {
  list(recordId: string): StoredSecret[];
  /** Records that have secrets. */
  recordIds(): string[];
  /** Takes the place of all secrets of the record. */
  replace(recordId: string, secrets: readonly StoredSecret[]): void;
  /** Deletes some of the record; SQLite overwrites what it frees (`secure_delete`). */
  remove(recordId: string, parts: readonly string[]): void;
};

export function createSecretsRepository({ build, all, run, transaction }: Db): SecretsRepository {
  return {
    list: (recordId) =>
      all(
        build
          .selectFrom('secrets')
          .select(['part', 'version', 'sealed'])
          .where('record_id', '=', recordId)
          .orderBy('part'),
      ),
    recordIds: () =>
      all(build.selectFrom('secrets').select('record_id').distinct().orderBy('record_id')).map((row) => row.record_id),
    replace: (recordId, secrets) =>
      transaction(() => {
        run(build.deleteFrom('secrets').where('record_id', '=', recordId));
        for (const secret of secrets) run(build.insertInto('secrets').values({ record_id: recordId, ...secret }));
      }),
    remove: (recordId, parts) =>
      void run(build.deleteFrom('secrets').where('record_id', '=', recordId).where('part', 'in', parts)),
  };
}
