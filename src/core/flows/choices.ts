import type { CommandOutput } from '../../protocol/commands/index.ts';
import type { Connection } from '../../protocol/models/connection.ts';
import type { Contract } from '../../protocol/models/contract.ts';
import { type FlowChoice, flowValueSchema } from '../../protocol/models/flow.ts';
import { ProblemError, ReceivedProblem } from '../../protocol/problem.ts';
import { asText, valueAt } from '../contracts/json.ts';
import { firstForm } from '../exchanges/first-form.ts';
import type { ExchangeService } from '../exchanges/service.ts';
import type { Storage } from '../storage/open-storage.ts';
import { evaluate } from './expression.ts';
import type { LoadedChoice } from './load-steps.ts';
import { responseOf } from './step-result.ts';

type Ports = { exchanges: ExchangeService; storage: Pick<Storage, 'exchanges'> };

/**
 * Sends the request that lists what can be chosen, and reads the entries of its answer. Entries that lack an output are left out.
 *
 * @throws ProblemError the exchange's own problem; `network.invalid-response` when the answer is no list.
 */
export async function listChoices(
  choose: LoadedChoice,
  connection: Connection,
  contract: Contract,
  { exchanges, storage }: Ports,
): Promise<CommandOutput<'flows.choices'>> {
  const operation = contract.operations.find(({ id }) => id === choose.operationId);
  const values = operation === undefined ? [] : firstForm(connection, operation).values;
  const form = { connectionId: connection.id, operationId: choose.operationId, values };
  const { id } = await exchanges.send(form, { anyway: false, timeoutMs: 30_000 });
  await exchanges.ended(id);
  const exchange = storage.exchanges.get(id);
  if (exchange === undefined) throw new ProblemError('not-found', { params: { what: 'exchange', id } });
  if (exchange.problem !== null) throw new ReceivedProblem(exchange.problem);
  const items = evaluate(choose.items, { inputs: {}, steps: new Map(), response: responseOf(exchange) });
  if (!Array.isArray(items) || (exchange.status ?? 0) >= 400) {
    throw new ProblemError('network.invalid-response', {
      params: { host: new URL(connection.baseUrl).host, reason: exchange.headline },
    });
  }
  return { exchangeId: id, items: items.flatMap((item) => choiceOf(choose, item)) };
}

function choiceOf(choose: LoadedChoice, item: unknown): FlowChoice[] {
  const outputs = [...choose.outputs].map(([name, path]) => [
    name,
    flowValueSchema.safeParse(valueAt(item, path)).data,
  ]);
  if (outputs.some(([, value]) => value === undefined || value === null)) return [];
  const text = (path: readonly string[]): string => asText(valueAt(item, path) ?? '');
  return [
    {
      label: text(choose.label),
      detail: choose.detail === null ? '' : text(choose.detail),
      outputs: Object.fromEntries(outputs),
    },
  ];
}
