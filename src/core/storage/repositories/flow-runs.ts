import { type FlowRun, flowRunSchema } from '../../../protocol/models/exchanges/flow.ts';
import type { Log } from '../../ports.ts';
import type { Db } from '../db.ts';
import { parseColumn } from '../json.ts';

/** Runs of flows. Secret inputs are given sealed and never stand in the run itself. */
export type FlowRunsRepository = {
  insert(run: FlowRun, sealedInputs: Uint8Array | null): void;
  /** Stores the run anew. `false` when it has been deleted, with its connection. */
  update(run: FlowRun): boolean;
  /** Takes the place of the sealed inputs of a run. */
  seal(id: string, sealedInputs: Uint8Array | null): void;
  get(id: string): FlowRun | undefined;
  sealedInputs(id: string): Uint8Array | null;
  /** Runs that have sealed inputs. */
  sealedIds(): string[];
  /** Newest first. */
  list(connectionId: string, limit: number): FlowRun[];
  /** For the start of the app: what still says it is running was cut off. Returns how many there were. */
  markInterrupted(finishedAt: number, headline: string): number;
};

export function createFlowRunsRepository({ build, all, first, run, transaction }: Db, log: Log): FlowRunsRepository {
  const parse = (id: string, text: string): FlowRun | undefined =>
    parseColumn(flowRunSchema, text, { table: 'flow_runs', id }, log);
  const update = (flowRun: FlowRun): boolean =>
    run(build.updateTable('flow_runs').set(columnsOf(flowRun)).where('id', '=', flowRun.id)) > 0;

  return {
    insert: (flowRun, sealedInputs) => {
      const values = { id: flowRun.id, ...columnsOf(flowRun), sealed_inputs: sealedInputs };
      run(build.insertInto('flow_runs').values(values));
    },
    update,
    seal: (id, sealedInputs) => {
      run(build.updateTable('flow_runs').set({ sealed_inputs: sealedInputs }).where('id', '=', id));
    },
    get(id) {
      const row = first(build.selectFrom('flow_runs').select('run').where('id', '=', id));
      return row === undefined ? undefined : parse(id, row.run);
    },
    sealedInputs: (id) =>
      first(build.selectFrom('flow_runs').select('sealed_inputs').where('id', '=', id))?.sealed_inputs ?? null,
    sealedIds: () =>
      all(build.selectFrom('flow_runs').select('id').where('sealed_inputs', 'is not', null)).map(({ id }) => id),
    list: (connectionId, limit) =>
      all(
        build
          .selectFrom('flow_runs')
          .select(['id', 'run'])
          .where('connection_id', '=', connectionId)
          .orderBy('started_at', 'desc')
          .orderBy('id', 'desc')
          .limit(limit),
      ).flatMap((row) => parse(row.id, row.run) ?? []),
    markInterrupted: (finishedAt, headline) =>
      transaction(() => {
        const rows = all(build.selectFrom('flow_runs').select(['id', 'run']).where('state', '=', 'running'));
        const runs = rows.flatMap((row) => parse(row.id, row.run) ?? []);
        for (const flowRun of runs) update(interrupted(flowRun, finishedAt, headline));
        return runs.length;
      }),
  };
}

/** A run that was cut off: the step under way may or may not have been carried out. */
export function interrupted(run: FlowRun, finishedAt: number, headline: string): FlowRun {
  const steps = run.steps.map((step) =>
    step.state === 'running' ? { ...step, state: 'interrupted' as const, headline } : step,
  );
  return { ...run, state: 'interrupted', finishedAt, steps };
}

function columnsOf(run: FlowRun) {
  return {
    connection_id: run.connectionId,
    started_at: run.startedAt,
    state: run.state,
    run: JSON.stringify(run),
  };
}
