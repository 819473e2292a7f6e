import type { CommandOutput } from '../../protocol/commands/index.ts';
import type { Connection } from '../../protocol/models/connection.ts';
import type { Contract, FormValue } from '../../protocol/models/contract.ts';
import { type FlowChoice, flowValueSchema } from '../../protocol/models/exchanges/flow.ts';
import { ProblemError, ReceivedProblem } from '../../protocol/problem.ts';
import { asText, valueAt } from '../contracts/json.ts';
import { firstForm } from '../exchanges/preparing/first-form.ts';
import type { BodyPages } from '../exchanges/recording/body-pages.ts';
import type { ExchangeService } from '../exchanges/service.ts';
import type { Storage } from '../storage/open-storage.ts';
import { evaluate } from './arazzo/expression.ts';
import type { LoadedChoice } from './arazzo/load-steps.ts';
import { responseOf } from './step-result.ts';

type Ports = {
  exchanges: ExchangeService;
  bodyPages: Pick<BodyPages, 'read'>;
  storage: Pick<Storage, 'exchanges'>;
};

/** Pages of a list that are fetched: at the documented 300 entries a page, 6000 entries. */
const mostPages = 20;

/**
 * Sends the requests that list what can be chosen, one for each page, and reads the entries of the answers. Entries that lack an output are left out.
 * `pages` tells how many pages there are and how many of them were read.
 *
 * @throws ProblemError the exchange's own problem; `network.invalid-response` when an answer is no list.
 */
export async function listChoices(
  choose: LoadedChoice,
  connection: Connection,
  contract: Contract,
  ports: Ports,
): Promise<CommandOutput<'flows.choices'>> {
  const first = await fetchPage(choose, connection, contract, 1, ports);
  const items = [...first.items];
  const pages = { read: 1, all: first.pages };
  while (pages.read < Math.min(pages.all, mostPages)) {
    const next = await fetchPage(choose, connection, contract, pages.read + 1, ports);
    pages.read += 1;
    pages.all = next.pages;
    items.push(...next.items);
  }
  return { exchangeId: first.exchangeId, items: items.flatMap((item) => choiceOf(choose, item)), pages };
}

type Page = { exchangeId: string; items: readonly unknown[]; pages: number };

async function fetchPage(
  choose: LoadedChoice,
  connection: Connection,
  contract: Contract,
  number: number,
  { exchanges, bodyPages, storage }: Ports,
): Promise<Page> {
  const form = { connectionId: connection.id, operationId: choose.operationId };
  const values = listForm(choose, connection, contract, number);
  const { id } = await exchanges.send({ ...form, values }, { anyway: false, timeoutMs: 30_000 });
  await exchanges.ended(id);
  const exchange = storage.exchanges.get(id);
  if (exchange === undefined) throw new ProblemError('not-found', { params: { what: 'exchange', id } });
  if (exchange.problem !== null) throw new ReceivedProblem(exchange.problem);
  const scope = { inputs: {}, steps: new Map(), response: await responseOf(exchange, bodyPages) };
  const items = evaluate(choose.items, scope);
  if (!Array.isArray(items) || (exchange.status ?? 0) >= 400) {
    throw new ProblemError('network.invalid-response', {
      params: { host: new URL(connection.baseUrl).host, reason: exchange.headline },
    });
  }
  const count = choose.pages === null ? 1 : Number(evaluate(choose.pages.count, scope));
  return { exchangeId: id, items, pages: Number.isSafeInteger(count) && count > 0 ? count : number };
}

/** The form of the list as nobody filled it in; from the second page on it says which page. */
function listForm(choose: LoadedChoice, connection: Connection, contract: Contract, number: number): FormValue[] {
  const operation = contract.operations.find(({ id }) => id === choose.operationId);
  const values = operation === undefined ? [] : firstForm(connection, operation).values;
  const parameter = choose.pages?.parameter;
  if (parameter === undefined || number === 1) return values;
  const others = values.filter(({ name, in: place }) => name !== parameter || place !== 'query');
  return [...others, { name: parameter, in: 'query', value: String(number) }];
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
