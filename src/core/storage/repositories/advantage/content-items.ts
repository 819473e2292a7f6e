import { type StoredItem, storedItemSchema } from '../../../../protocol/models/advantage/services.ts';
import type { Log } from '../../../ports.ts';
import type { Db } from '../../db.ts';
import { parseColumn } from '../../json.ts';

/** Content chosen by deep linking. Rows that cannot be read are left out and logged. */
export type ContentItemsRepository = {
  insert(item: StoredItem): void;
  get(id: string): StoredItem | undefined;
  /** What a connection launches at a link of a course; `undefined` for a link that was not chosen by deep linking. */
  at(connectionId: string, placementId: string): StoredItem | undefined;
  /** Newest first. */
  list(connectionId: string | null): StoredItem[];
  /** `false` when there was none. */
  delete(id: string): boolean;
};

export function createContentItemsRepository({ build, all, first, run }: Db, log: Log): ContentItemsRepository {
  const parse = (row: { id: string; item: string } | undefined): StoredItem | undefined =>
    row === undefined
      ? undefined
      : parseColumn(storedItemSchema, row.item, { table: 'content_items', id: row.id }, log);
  const every = () => build.selectFrom('content_items').select(['id', 'item']);

  return {
    insert: (item) => {
      run(
        build.insertInto('content_items').values({
          id: item.id,
          connection_id: item.connectionId,
          placement_id: item.placementId,
          item: JSON.stringify(item),
          created_at: item.createdAt,
        }),
      );
    },
    get: (id) => parse(first(every().where('id', '=', id))),
    at: (connectionId, placementId) =>
      parse(first(every().where('connection_id', '=', connectionId).where('placement_id', '=', placementId))),
    list(connectionId) {
      const rows = every().orderBy('created_at', 'desc').orderBy('id');
      return all(connectionId === null ? rows : rows.where('connection_id', '=', connectionId)).flatMap(
        (row) => parse(row) ?? [],
      );
    },
    delete: (id) => run(build.deleteFrom('content_items').where('id', '=', id)) > 0,
  };
}
