import { type AbRun, abRunSchema } from '../../../protocol/models/exchanges/ab-run.ts';
import type { Log } from '../../ports.ts';
import type { Db } from '../db.ts';
import { parseColumn } from '../json.ts';

export type AbRunsRepository = {
  insert(run: AbRun): void;
  /** Stores the run anew. `false` when it has been deleted, with its connection. */
  update(run: AbRun): boolean;
  get(id: string): AbRun | undefined;
  /** For the start of the app: what still says it is running was cut off. */
  markInterrupted(finishedAt: number): void;
};

export function createAbRunsRepository({ build, all, first, run, transaction }: Db, log: Log): AbRunsRepository {
  const parse = (id: string, text: string): AbRun | undefined =>
    parseColumn(abRunSchema, text, { table: 'ab_runs', id }, log);
  const update = (abRun: AbRun): boolean =>
    run(build.updateTable('ab_runs').set(columnsOf(abRun)).where('id', '=', abRun.id)) > 0;

  return {
    insert: (abRun) => {
      run(build.insertInto('ab_runs').values({ id: abRun.id, ...columnsOf(abRun) }));
    },
    update,
    get(id) {
      const row = first(build.selectFrom('ab_runs').select('run').where('id', '=', id));
      return row === undefined ? undefined : parse(id, row.run);
    },
    markInterrupted: (finishedAt) =>
      transaction(() => {
        const rows = all(build.selectFrom('ab_runs').select(['id', 'run']).where('state', '=', 'running'));
        for (const row of rows) {
          const abRun = parse(row.id, row.run);
          if (abRun !== undefined) update({ ...ended(abRun), state: 'interrupted', finishedAt });
        }
      }),
  };
}

/** What had not come to its end will not any more. */
function ended(run: AbRun): AbRun {
  const legs = run.legs.map((leg) =>
    leg.state === 'waiting' || leg.state === 'running' ? { ...leg, state: 'cancelled' as const } : leg,
  );
  return { ...run, legs };
}

function columnsOf(run: AbRun) {
  return {
    connection_id: run.connectionId,
    started_at: run.startedAt,
    state: run.state,
    run: JSON.stringify(run),
  };
}
