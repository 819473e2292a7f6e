import type { Operation, Source } from '../../../protocol/models/contract.ts';
import type { Check } from '../../../protocol/models/exchanges/verdict.ts';
import { sourceText } from '../extensions.ts';
import type { LoadedContract } from '../load.ts';
import type { OperationNode, ResponseNode } from '../operations.ts';
import type { ReadBody } from './message.ts';
import type { JudgedResponse, SentRequest } from './response.ts';

/** Everything the checks of one verdict look at. */
export type Facts = {
  loaded: LoadedContract;
  node: OperationNode;
  operation: Operation;
  response: JudgedResponse;
  /** What was answered; `null` when only the response is known. */
  sent: SentRequest | null;
  /** What the contract documents for the status; `undefined` when it does not know it. */
  documented: ResponseNode | undefined;
  contentType: string | undefined;
  body: ReadBody;
};

/** A breach of a stated fact is an error, of an inferred one a warning: nobody is blamed for what no document says. */
export function breachLevel(source: Source | undefined): 'warning' | 'error' {
  return source?.kind === 'inferred' ? 'warning' : 'error';
}

/** The source of a check; a contract without `x-source` is its own. */
export function sourceLine(facts: Facts, source: Source | undefined): string {
  if (source !== undefined) return sourceText(source);
  const { title, version } = facts.loaded.contract.summary;
  return `${title} ${version}, ${facts.operation.id} (stated)`.replace(/ {2,}/gu, ' ');
}

export function check(id: string, level: Check['level'], expected: string, actual: string, source: string): Check {
  return { id, level, expected, actual, source };
}
