import type { Exchange } from '../../protocol/models/exchanges/exchange.ts';
import { causeLines } from '../causes.ts';
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-codes.ts';
import { describeProblem, printJson, printLines } from '../output.ts';

/** The exchange as JSON, or hops, verdict, causes and checks as lines. */
export function printExchange(exchange: Exchange, json: boolean): void {
  if (json) {
    printJson(exchange, true);
    return;
  }
  printLines([
    `${exchange.method} ${exchange.url}`,
    ...exchange.hops.flatMap((hop) => [
      `  ${hop.status ?? '---'} ${hop.method} ${hop.url}`,
      ...(hop.failure === null ? [] : [`      ${hop.failure.reason}`]),
    ]),
    exchange.problem === null ? exchange.headline : describeProblem(exchange.problem),
    ...causeLines(exchange.verdictDetail?.causes ?? []),
    ...(exchange.verdictDetail?.checks ?? []).map(
      (check) =>
        `  ${check.level.padEnd(7)} ${check.id}: expected ${check.expected}, was ${check.actual} [${check.source}]`,
    ),
  ]);
}

/** Whether the answer is one the contract documents as a refusal. */
export function isRefused({ verdict, status }: Pick<Exchange, 'verdict' | 'status'>): boolean {
  return verdict === 'conforms' && status !== null && status >= 400;
}

/** Fine when it conforms; with `accepted` a documented refusal is not. */
export function exitCodeFor(exchange: Exchange, { accepted }: { accepted: boolean }): ExitCode {
  if (exchange.problem !== null) return exitCodeOf(exchange.problem);
  if (accepted && isRefused(exchange)) return exitCodes.checkFailed;
  return exchange.verdict === 'conforms' ? exitCodes.fine : exitCodes.checkFailed;
}
