import {
  type LineItem,
  lineItemSchema,
  type Score,
  scoreSchema,
} from '../../../../protocol/models/advantage/services.ts';
import type { Log } from '../../../ports.ts';
import type { Db } from '../../db.ts';
import { parseColumn } from '../../json.ts';

/** Line items and the newest score of each person in them. Rows that cannot be read are left out and logged. */
export type LineItemsRepository = {
  insert(item: LineItem): void;
  /** `false` when it has been deleted. */
  update(item: LineItem): boolean;
  get(id: string): LineItem | undefined;
  /** Oldest first, of all connections or courses with `null`. */
  list(of: { connectionId: string | null; courseId?: string | null }): LineItem[];
  /** With its scores. `false` when there was none. */
  delete(id: string): boolean;
  /** In place of the score of the same person. */
  putScore(item: LineItem, score: Score): void;
  score(lineItemId: string, userId: string): Score | undefined;
  /** In order of user id. */
  scores(lineItemId: string): Score[];
};

export function createLineItemsRepository({ build, all, first, run }: Db, log: Log): LineItemsRepository {
  const parseItem = (row: { id: string; item: string }): LineItem | undefined =>
    parseColumn(lineItemSchema, row.item, { table: 'line_items', id: row.id }, log);
  const parseScore = (row: { line_item_id: string; score: string }): Score | undefined =>
    parseColumn(scoreSchema, row.score, { table: 'scores', id: row.line_item_id }, log);

  return {
    insert: (item) => {
      const { id, connectionId, courseId, createdAt } = item;
      run(
        build.insertInto('line_items').values({
          id,
          connection_id: connectionId,
          course_id: courseId,
          item: JSON.stringify(item),
          created_at: createdAt,
        }),
      );
    },
    update: (item) =>
      run(
        build
          .updateTable('line_items')
          .set({ item: JSON.stringify(item) })
          .where('id', '=', item.id),
      ) > 0,
    get(id) {
      const row = first(build.selectFrom('line_items').select(['id', 'item']).where('id', '=', id));
      return row === undefined ? undefined : parseItem(row);
    },
    list({ connectionId, courseId = null }) {
      const every = build.selectFrom('line_items').select(['id', 'item']).orderBy('created_at').orderBy('id');
      const ofConnection = connectionId === null ? every : every.where('connection_id', '=', connectionId);
      const ofCourse = courseId === null ? ofConnection : ofConnection.where('course_id', '=', courseId);
      return all(ofCourse).flatMap((row) => parseItem(row) ?? []);
    },
    delete: (id) => run(build.deleteFrom('line_items').where('id', '=', id)) > 0,
    putScore(item, score) {
      const text = JSON.stringify(score);
      run(
        build
          .insertInto('scores')
          .values({ line_item_id: item.id, user_id: score.userId, connection_id: item.connectionId, score: text })
          .onConflict((conflict) => conflict.columns(['line_item_id', 'user_id']).doUpdateSet({ score: text })),
      );
    },
    score(lineItemId, userId) {
      const row = first(
        build
          .selectFrom('scores')
          .select(['line_item_id', 'score'])
          .where('line_item_id', '=', lineItemId)
          .where('user_id', '=', userId),
      );
      return row === undefined ? undefined : parseScore(row);
    },
    scores: (lineItemId) =>
      all(
        build
          .selectFrom('scores')
          .select(['line_item_id', 'score'])
          .where('line_item_id', '=', lineItemId)
          .orderBy('user_id'),
      ).flatMap((row) => parseScore(row) ?? []),
  };
}
