import type { Grade } from '../../../protocol/models/lti/platform.ts';
import type { Db } from '../db.ts';

/** A gradebook cell as a launch makes it. */
export type IssuedResult = Pick<
  Grade,
  'connectionId' | 'sourcedId' | 'exchangeId' | 'userId' | 'contextId' | 'resourceLinkId'
>;

/** A result as a tool reports it; a deleted one has a `score` of `null`. */
export type ReportedResult = Pick<Grade, 'score' | 'text' | 'url'>;

/** The gradebook: one cell per connection and result sourcedid. Times are epoch milliseconds. */
export type GradesRepository = {
  /** Makes the cell, or notes the newest launch of one that is there; its grade stays. */
  issue(result: IssuedResult, at: number): void;
  get(connectionId: string, sourcedId: string): Grade | undefined;
  /** `false` when no launch has issued that sourcedid. */
  report(connectionId: string, sourcedId: string, result: ReportedResult, at: number): boolean;
  /** Newest change first. */
  list(connectionId: string | null): Grade[];
};

const columns = [
  'connection_id as connectionId',
  'sourced_id as sourcedId',
  'exchange_id as exchangeId',
  'user_id as userId',
  'context_id as contextId',
  'resource_link_id as resourceLinkId',
  'score',
  'text',
  'url',
  'issued_at as issuedAt',
  'graded_at as gradedAt',
] as const;

export function createGradesRepository({ build, all, first, run }: Db): GradesRepository {
  return {
    issue(result, at) {
      const launch = { exchange_id: result.exchangeId, issued_at: at };
      run(
        build
          .insertInto('grades')
          .values({
            connection_id: result.connectionId,
            sourced_id: result.sourcedId,
            user_id: result.userId,
            context_id: result.contextId,
            resource_link_id: result.resourceLinkId,
            score: null,
            text: null,
            url: null,
            graded_at: null,
            ...launch,
          })
          .onConflict((conflict) => conflict.columns(['connection_id', 'sourced_id']).doUpdateSet(launch)),
      );
    },
    get: (connectionId, sourcedId) =>
      first(
        build
          .selectFrom('grades')
          .select(columns)
          .where('connection_id', '=', connectionId)
          .where('sourced_id', '=', sourcedId),
      ),
    report: (connectionId, sourcedId, result, at) =>
      run(
        build
          .updateTable('grades')
          .set({ ...result, graded_at: at })
          .where('connection_id', '=', connectionId)
          .where('sourced_id', '=', sourcedId),
      ) > 0,
    list: (connectionId) =>
      all(build.selectFrom('grades').select(columns))
        .filter((grade) => connectionId === null || grade.connectionId === connectionId)
        .sort((a, b) => (b.gradedAt ?? b.issuedAt) - (a.gradedAt ?? a.issuedAt)),
  };
}
