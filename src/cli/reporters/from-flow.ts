import type { Connection } from '../../protocol/models/connection.ts';
import type { Exchange } from '../../protocol/models/exchanges/exchange.ts';
import type { Flow, FlowRun, FlowStepRun } from '../../protocol/models/exchanges/flow.ts';
import { problemInWords } from '../output.ts';
import { exchangeDetail, judgement } from './from-exchange.ts';
import { countsOf, type Report, type ReportCase } from './report.ts';

export type FinishedRun = {
  flow: Flow;
  run: FlowRun;
  connection: Connection;
  /** The exchanges of its steps, by id, as far as the history has them. */
  exchanges: ReadonlyMap<string, Exchange>;
};

/** The report of a run, one case per step: failed steps with their reason, steps that were not reached as skipped. */
export function flowReport({ flow, run, connection, exchanges }: FinishedRun, appVersion: string): Report {
  const cases = run.steps.map((step) => stepCase(flow, step, exchanges.get(step.exchangeId ?? '') ?? null));
  return {
    format: 'countersign-report',
    version: 1,
    generator: `Countersign ${appVersion}`,
    command: 'run',
    title: `${connection.name}: ${flow.title}`,
    suite: `${connection.name}.${flow.id}`,
    connection: connection.name,
    environment: connection.environment,
    contract: connection.contractId,
    startedAt: new Date(run.startedAt).toISOString(),
    duration: (run.finishedAt ?? run.startedAt) - run.startedAt,
    result: run.state === 'finished' ? 'passed' : 'failed',
    counts: countsOf(cases),
    cases,
  };
}

function stepCase(flow: Flow, step: FlowStepRun, exchange: Exchange | null): ReportCase {
  const result = step.state === 'done' ? 'passed' : step.state === 'failed' ? 'failed' : 'skipped';
  return {
    id: step.stepId,
    title: flow.steps.find(({ id }) => id === step.stepId)?.title ?? step.stepId,
    result,
    state: step.state === 'done' ? step.source : step.state,
    headline: step.headline,
    status: step.status,
    verdict: step.verdict,
    failure: result === 'failed' ? failureOf(step) : null,
    outputs: Object.entries(step.outputs).map(([name, value]) => [name, String(value)]),
    ...judgement(exchange?.verdictDetail ?? null),
    exchange: exchange === null ? null : exchangeDetail(exchange),
  };
}

function failureOf({ failure }: FlowStepRun): NonNullable<ReportCase['failure']> {
  const words = failure?.problem == null ? null : problemInWords(failure.problem);
  return {
    type: failure?.kind ?? 'problem',
    message: failure?.detail || (words?.title ?? ''),
    fix: words?.fix ?? null,
  };
}
