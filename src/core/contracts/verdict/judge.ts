import type { Check, Verdict } from '../../../protocol/models/exchanges/verdict.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { LoadedContract } from '../load.ts';
import { bodyChecks } from './body-checks.ts';
import type { Facts } from './facts.ts';
import { readBody } from './message.ts';
import { messageChecks } from './message-checks.ts';
import { headerValue, type JudgedResponse, type SentRequest } from './response.ts';
import { documentedResponse, statusChecks } from './status-checks.ts';
import { summarise } from './summary.ts';

/**
 * Judges a response against what the contract documents for the operation. Total over responses: whatever a system sends gets a verdict.
 * `sent` is evidence for and against the documented causes of a refusal.
 * Throws `operation.unknown` when the contract has no such operation.
 */
export function judge(
  loaded: LoadedContract,
  operationId: string,
  response: JudgedResponse,
  sent: SentRequest | null = null,
): Verdict {
  const facts = gather(loaded, operationId, response, sent);
  const message = messageChecks(facts);
  const checks: Check[] = [...statusChecks(facts), ...bodyChecks(facts), ...message.checks];
  const verdict = outcomeOf(facts, checks);
  return {
    verdict,
    summary: summarise(facts, verdict, checks, message),
    checks,
    ...(message.parameter === undefined ? {} : { parameter: message.parameter }),
    ...(message.causes.length === 0 ? {} : { causes: message.causes }),
  };
}

function gather(
  loaded: LoadedContract,
  operationId: string,
  response: JudgedResponse,
  sent: SentRequest | null,
): Facts {
  const node = loaded.operations.get(operationId);
  if (node === undefined) {
    throw new ProblemError('operation.unknown', {
      params: { contract: loaded.contract.summary.id, operation: operationId },
      field: 'operation',
      detail: `Known operations: ${[...loaded.operations.keys()].slice(0, 50).join(', ')}`,
    });
  }
  const contentType = headerValue(response.headers, 'content-type');
  return {
    loaded,
    node,
    operation: node.operation,
    response,
    sent,
    documented: documentedResponse(node.responses, response.status),
    contentType,
    body: readBody(response.bodyText, contentType),
  };
}

function outcomeOf(facts: Facts, checks: readonly Check[]): Verdict['verdict'] {
  if (facts.documented === undefined) return 'undocumented';
  return checks.some(({ level }) => level === 'error') ? 'deviates' : 'conforms';
}
