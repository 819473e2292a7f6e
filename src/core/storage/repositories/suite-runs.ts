import { type SuiteRun, suiteRunSchema } from '../../../protocol/models/advantage/negative.ts';
import type { Log } from '../../ports.ts';
import type { Db } from '../db.ts';
import { parseColumn } from '../json.ts';

export type SuiteRunsRepository = {
  insert(run: SuiteRun): void;
  /** Stores the run anew. `false` when it has been deleted, with its connection. */
  update(run: SuiteRun): boolean;
  get(id: string): SuiteRun | undefined;
  /** Newest first. */
  list(connectionId: string, most: number): SuiteRun[];
  /** For the start of the app: what still says it is running was cut off. */
  markInterrupted(finishedAt: number): void;
};

export function createSuiteRunsRepository({ build, all, first, run, transaction }: Db, log: Log): SuiteRunsRepository {
  const parse = (id: string, text: string): SuiteRun | undefined =>
    parseColumn(suiteRunSchema, text, { table: 'suite_runs', id }, log);
  const update = (suite: SuiteRun): boolean =>
    run(build.updateTable('suite_runs').set(columnsOf(suite)).where('id', '=', suite.id)) > 0;
  const parsed = (rows: readonly { id: string; run: string }[]): SuiteRun[] =>
    rows.flatMap((row) => parse(row.id, row.run) ?? []);

  return {
    insert: (suite) => {
      run(build.insertInto('suite_runs').values({ id: suite.id, ...columnsOf(suite) }));
    },
    update,
    get(id) {
      const row = first(build.selectFrom('suite_runs').select('run').where('id', '=', id));
      return row === undefined ? undefined : parse(id, row.run);
    },
    list: (connectionId, most) =>
      parsed(
        all(
          build
            .selectFrom('suite_runs')
            .select(['id', 'run'])
            .where('connection_id', '=', connectionId)
            .orderBy('started_at', 'desc')
            .limit(most),
        ),
      ),
    markInterrupted: (finishedAt) =>
      transaction(() => {
        const rows = all(build.selectFrom('suite_runs').select(['id', 'run']).where('state', '=', 'running'));
        for (const suite of parsed(rows)) update({ ...suite, state: 'interrupted', finishedAt });
      }),
  };
}

function columnsOf(suite: SuiteRun) {
  return {
    connection_id: suite.connectionId,
    started_at: suite.startedAt,
    state: suite.state,
    run: JSON.stringify(suite),
  };
}
