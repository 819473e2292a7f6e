import type { NegativeCase, NegativeResult, SuiteRun } from '../../protocol/models/advantage/negative.ts';
import type { Exchange } from '../../protocol/models/exchanges/exchange.ts';
import { exchangeDetail } from './from-exchange.ts';
import { countsOf, type Report, type ReportCase } from './report.ts';

export type SuiteReportFacts = {
  run: SuiteRun;
  cases: readonly NegativeCase[];
  /** The launches of cases that did not come out right. */
  exchanges: ReadonlyMap<string, Exchange>;
  environment: string;
  contract: string;
  passed: boolean;
  /** Cases against a recommendation count as failed too. */
  strict: boolean;
};

/** The report of a run of the negative suite: one case for each launch that was wrong on purpose. */
export function suiteReport(facts: SuiteReportFacts, appVersion: string): Report {
  const { run, environment, contract, passed } = facts;
  const cases = run.cases.map((id) => suiteCase(id, facts));
  return {
    format: 'countersign-report',
    version: 1,
    generator: `Countersign ${appVersion}`,
    command: 'suite',
    title: `${run.connectionName}: negative suite`,
    suite: `${run.connectionName}.${run.operationId}.negative`,
    connection: run.connectionName,
    environment,
    contract,
    startedAt: new Date(run.startedAt).toISOString(),
    duration: (run.finishedAt ?? run.startedAt) - run.startedAt,
    result: passed ? 'passed' : 'failed',
    counts: countsOf(cases),
    cases,
  };
}

/** Whether a case is against its rule; with `strict`, against a recommendation too. */
export function breaksRule({ verdict }: NegativeResult, strict: boolean): boolean {
  return verdict === 'wrong' || (strict && verdict === 'risky');
}

function suiteCase(id: NegativeCase['id'], { run, cases, exchanges, strict }: SuiteReportFacts): ReportCase {
  const definition = cases.find((one) => one.id === id);
  const result = run.results.find(({ caseId }) => caseId === id);
  const exchange = result === undefined ? undefined : exchanges.get(result.exchangeId);
  const fails = result !== undefined && breaksRule(result, strict);
  const headline = result === undefined ? 'Not tried.' : resultInWords(result);
  return {
    id,
    title: definition?.title ?? id,
    result: result === undefined || result.verdict === 'unclear' ? 'skipped' : fails ? 'failed' : 'passed',
    state: result?.outcome ?? 'not tried',
    headline,
    status: result?.status ?? null,
    verdict: null,
    failure: fails ? { type: 'negative', message: `${definition?.detail ?? ''} ${headline}`.trim(), fix: null } : null,
    checks: [
      {
        id: `negative.${id}`,
        level: checkLevel(result),
        expected: expectedInWords[definition?.expectation ?? 'may'],
        actual: headline,
        source: definition?.source ?? '',
      },
    ],
    causes: [],
    outputs: [],
    exchange: exchange === undefined ? null : exchangeDetail(exchange),
  };
}

const expectedInWords: Readonly<Record<NegativeCase['expectation'], string>> = {
  'must-refuse': 'The tool has to refuse it.',
  'should-refuse': 'The tool should refuse it.',
  may: 'The tool may accept or refuse it.',
  'must-accept': 'The tool has to accept it.',
};

function checkLevel(result: NegativeResult | undefined): ReportCase['checks'][number]['level'] {
  switch (result?.verdict) {
    case 'wrong':
      return 'error';
    case 'risky':
      return 'warning';
    case 'right':
      return 'pass';
    default:
      return 'info';
  }
}

/** What came of a case, in a sentence. */
export function resultInWords({ outcome, reason }: NegativeResult): string {
  const words = {
    accepted: 'The tool accepted it.',
    refused: 'The tool refused it.',
    unclear: 'It is not clear what the tool made of it.',
    failed: 'There was no answer to judge.',
  };
  return `${words[outcome]} ${reason}`;
}
