import type { Db } from '../db.ts';

/** A caught launch as it is stored: both parts sealed. `at`: epoch milliseconds. */
export type StoredCapture = { id: string; at: number; sealedSummary: Uint8Array; sealedCapture: Uint8Array };

/** Caught launches. Nothing here opens them. */
export type CapturesRepository = {
  /** Takes the place of one with the same id, and lets the oldest go beyond `keep`. Returns the ids of those. */
  put(capture: StoredCapture, keep: number): string[];
  sealed(id: string): Uint8Array | undefined;
  /** Newest first. */
  summaries(): { id: string; sealedSummary: Uint8Array }[];
  delete(ids: readonly string[]): void;
  /** Takes the place of the sealed parts of a capture. */
  reseal(id: string, parts: { summary: Uint8Array; capture: Uint8Array }): void;
};

export function createCapturesRepository({ build, all, first, run, transaction }: Db): CapturesRepository {
  const remove = (ids: readonly string[]): void => {
    if (ids.length > 0) run(build.deleteFrom('captures').where('id', 'in', ids));
  };
  return {
    put: ({ id, at, sealedSummary, sealedCapture }, keep) =>
      transaction(() => {
        const parts = { at, sealed_summary: sealedSummary, sealed_capture: sealedCapture };
        run(
          build
            .insertInto('captures')
            .values({ id, ...parts })
            .onConflict((conflict) => conflict.column('id').doUpdateSet(parts)),
        );
        const rows = all(build.selectFrom('captures').select('id').orderBy('at', 'desc').orderBy('id', 'desc'));
        const surplus = rows.slice(keep).map((row) => row.id);
        remove(surplus);
        return surplus;
      }),
    sealed: (id) => first(build.selectFrom('captures').select('sealed_capture').where('id', '=', id))?.sealed_capture,
    summaries: () =>
      all(
        build.selectFrom('captures').select(['id', 'sealed_summary']).orderBy('at', 'desc').orderBy('id', 'desc'),
      ).map((row) => ({ id: row.id, sealedSummary: row.sealed_summary })),
    delete: remove,
    reseal(id, { summary, capture }) {
      const parts = { sealed_summary: summary, sealed_capture: capture };
      run(build.updateTable('captures').set(parts).where('id', '=', id));
    },
  };
}
