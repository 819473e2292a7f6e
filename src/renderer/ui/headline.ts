import type { ExchangeSummary } from '../../protocol/models/exchanges/exchange.ts';
import { problemText } from '../i18n/problem-text.ts';

type Told = Pick<ExchangeSummary, 'state' | 'headline' | 'problem'>;

/** How an exchange came out, in one sentence; nothing while it is under way. */
export function headlineOf({ state, headline, problem }: Told): string {
  if (problem) return problemText(problem).title;
  return state === 'running' ? '' : headline;
}

/** The same with what to do about it. That it was cancelled stands beside it already. */
export function adviceOf(exchange: Told): string {
  if (!exchange.problem) return headlineOf(exchange);
  const { title, fix } = problemText(exchange.problem);
  if (exchange.problem.code === 'cancelled') return fix;
  return `${title} ${fix}`;
}
