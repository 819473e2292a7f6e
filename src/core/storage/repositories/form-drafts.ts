import { type FormDraft, formDraftSchema } from '../../../protocol/commands/connections.ts';
import type { Log } from '../../ports.ts';
import type { Db } from '../db.ts';
import { parseColumn } from '../json.ts';

/** The form of each connection and operation as a person left it. The caller leaves out secret values. */
export type FormDraftsRepository = {
  load(connectionId: string, operationId: string): FormDraft | undefined;
  /** All of a connection, in order of operation; those that cannot be read are left out. */
  list(connectionId: string): { operationId: string; form: FormDraft }[];
  /** `false` when there is no such connection. `at`: epoch milliseconds. */
  save(connectionId: string, operationId: string, form: FormDraft, at: number): boolean;
};

export function createFormDraftsRepository(
  { build, all, first, run, transaction }: Db,
  log: Log,
): FormDraftsRepository {
  return {
    load(connectionId, operationId) {
      const row = first(
        build
          .selectFrom('form_drafts')
          .select('form')
          .where('connection_id', '=', connectionId)
          .where('operation_id', '=', operationId),
      );
      if (row === undefined) return undefined;
      return parseColumn(formDraftSchema, row.form, { table: 'form_drafts', id: connectionId }, log);
    },
    list: (connectionId) =>
      all(
        build
          .selectFrom('form_drafts')
          .select(['operation_id', 'form'])
          .where('connection_id', '=', connectionId)
          .orderBy('operation_id'),
      ).flatMap((row) => {
        const form = parseColumn(formDraftSchema, row.form, { table: 'form_drafts', id: connectionId }, log);
        return form === undefined ? [] : { operationId: row.operation_id, form };
      }),
    save: (connectionId, operationId, draft, at) =>
      transaction(() => {
        if (first(build.selectFrom('connections').select('id').where('id', '=', connectionId)) === undefined)
          return false;
        const form = JSON.stringify(draft);
        run(
          build
            .insertInto('form_drafts')
            .values({ connection_id: connectionId, operation_id: operationId, form, updated_at: at })
            .onConflict((c) => c.columns(['connection_id', 'operation_id']).doUpdateSet({ form, updated_at: at })),
        );
        return true;
      }),
  };
}
