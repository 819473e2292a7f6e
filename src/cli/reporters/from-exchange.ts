import type { Exchange, Hop } from '../../protocol/models/exchanges/exchange.ts';
import type { Verdict } from '../../protocol/models/exchanges/verdict.ts';
import { causeInWords } from '../causes.ts';
import { isRefused } from '../exchanges/outcome.ts';
import { problemInWords } from '../output.ts';
import { countsOf, type Report, type ReportCase, type ReportHop } from './report.ts';

/** Characters of a body a report holds; the whole is in the history. */
const longestBody = 20_000;

/** What the exit code says, and what was wrong with what the tool sent back to the platform. */
export type Passed = { passed: boolean; trouble: string | null };

/** The report of one request or launch. */
export function exchangeReport(
  command: 'send' | 'launch',
  exchange: Exchange,
  { passed, trouble }: Passed,
  appVersion: string,
): Report {
  const cases = [exchangeCase(exchange, { passed, trouble })];
  const { connectionName, operationId, operationTitle, startedAt, finishedAt } = exchange;
  return {
    format: 'countersign-report',
    version: 1,
    generator: `Countersign ${appVersion}`,
    command,
    title: `${connectionName}: ${operationTitle}`,
    suite: `${connectionName}.${operationId}`,
    connection: connectionName,
    environment: exchange.environment,
    contract: exchange.contractId,
    startedAt: new Date(startedAt).toISOString(),
    duration: (finishedAt ?? startedAt) - startedAt,
    result: passed ? 'passed' : 'failed',
    counts: countsOf(cases),
    cases,
  };
}

function exchangeCase(exchange: Exchange, { passed, trouble }: Passed): ReportCase {
  const words = exchange.problem === null ? null : problemInWords(exchange.problem);
  const headline = words === null ? exchange.headline : words.title;
  const judged = exchange.verdict === 'conforms' && !isRefused(exchange);
  const failure =
    judged && trouble !== null
      ? { type: 'service', message: trouble, fix: null }
      : { type: typeOf(exchange), message: headline, fix: words?.fix ?? null };
  return {
    id: exchange.operationId,
    title: exchange.operationTitle,
    result: passed ? 'passed' : 'failed',
    state: exchange.state,
    headline,
    status: exchange.status,
    verdict: exchange.verdict,
    failure: passed ? null : failure,
    outputs: [],
    ...judgement(exchange.verdictDetail),
    exchange: exchangeDetail(exchange),
  };
}

function typeOf(exchange: Exchange): string {
  if (exchange.problem !== null) return 'problem';
  return isRefused(exchange) ? 'refused' : 'verdict';
}

/** Checks and causes of a verdict, causes in words. */
export function judgement(verdict: Verdict | null): Pick<ReportCase, 'checks' | 'causes'> {
  return {
    checks: verdict?.checks ?? [],
    causes: (verdict?.causes ?? []).map((cause) => {
      const { text, state, why } = causeInWords(cause);
      return { text, state, why, evidence: cause.evidence };
    }),
  };
}

export function exchangeDetail({
  id,
  kind,
  request,
  hops,
  returned,
  outcomes,
  contentItems,
}: Exchange): NonNullable<ReportCase['exchange']> {
  return {
    id,
    kind,
    request: { ...request, body: request.body === null ? null : cut(request.body) },
    hops: hops.map(hopDetail),
    platform: { returned, outcomes, contentItems },
  };
}

function hopDetail(hop: Hop): ReportHop {
  const { index, frame, method, url, status, location, failure, responseHeaders, body } = hop;
  return {
    index,
    frame,
    method,
    url,
    status,
    location,
    duration: hop.timing?.total ?? null,
    cookies: hop.cookies.map(({ name, stored, blocked }) => ({ name, stored, blocked })),
    failure,
    responseHeaders,
    body:
      body === null
        ? null
        : { text: cut(body.text), truncated: body.truncated || body.text.length > longestBody, size: body.size },
  };
}

function cut(text: string): string {
  return text.slice(0, longestBody);
}
