import type { Verdict } from '../../protocol/models/exchanges/verdict.ts';
import { judgement } from './from-exchange.ts';
import { countsOf, type Report, type ReportCase } from './report.ts';

/** The report of a response that was judged by itself; neither request nor response is repeated, since nobody said what of them is secret. */
export function verdictReport(
  judged: { contract: string; operation: string; status: number },
  verdict: Verdict,
  appVersion: string,
): Report {
  const passed = verdict.verdict === 'conforms';
  const only: ReportCase = {
    id: judged.operation,
    title: judged.operation,
    result: passed ? 'passed' : 'failed',
    state: 'judged',
    headline: verdict.summary,
    status: judged.status,
    verdict: verdict.verdict,
    failure: passed ? null : { type: 'verdict', message: verdict.summary, fix: null },
    outputs: [],
    ...judgement(verdict),
    exchange: null,
  };
  return {
    format: 'countersign-report',
    version: 1,
    generator: `Countersign ${appVersion}`,
    command: 'judge',
    title: `${judged.contract}: ${judged.operation}`,
    suite: `${judged.contract}.${judged.operation}`,
    connection: null,
    environment: null,
    contract: judged.contract,
    startedAt: null,
    duration: 0,
    result: passed ? 'passed' : 'failed',
    counts: countsOf([only]),
    cases: [only],
  };
}
