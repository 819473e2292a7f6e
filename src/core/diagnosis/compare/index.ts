import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import type { ExchangeComparison } from '../../../protocol/models/exchanges/exchange-comparison.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { summaryOf } from '../../storage/repositories/exchanges.ts';
import { compareTimelines, timelineOf } from '../timeline/index.ts';
import { requestDifferences } from './request.ts';

/** What differs between two exchanges on record: what was sent, what came of it, and where their ways part. */
export function compareExchanges(first: Exchange, second: Exchange): ExchangeComparison {
  const timelines = [timelineOf(first), timelineOf(second)];
  return {
    exchanges: [summaryOf(first), summaryOf(second)],
    request: requestDifferences([first, second]),
    answer: [
      answer('state', [first.state, second.state]),
      answer('status', [first.status, second.status].map(textOf)),
      answer('verdict', [first.verdict, second.verdict]),
      answer('headline', [first.headline, second.headline]),
      { ...answer('duration', [first, second].map(durationOf)), differs: false },
    ],
    hops: timelines.map(({ hops }) => hops),
    firstDifference: compareTimelines(timelines),
  };
}

/** @throws ProblemError `not-found`. */
export function compareStored(
  ids: readonly string[],
  exchanges: { get(id: string): Exchange | undefined },
): ExchangeComparison {
  const [first, second] = ids.map((id) => {
    const exchange = exchanges.get(id);
    if (exchange === undefined) throw new ProblemError('not-found', { params: { what: 'exchange', id } });
    return exchange;
  });
  if (first === undefined || second === undefined) throw new ProblemError('internal', { detail: 'Two are compared.' });
  return compareExchanges(first, second);
}

type Answer = ExchangeComparison['answer'][number];

function answer(part: Answer['part'], values: (string | null)[]): Answer {
  return { part, values, differs: values[0] !== values[1] };
}

function textOf(value: number | null): string | null {
  return value === null ? null : String(value);
}

/** Milliseconds. It is told, not judged: no two are equal. */
function durationOf({ startedAt, finishedAt }: Exchange): string | null {
  return finishedAt === null ? null : String(finishedAt - startedAt);
}
