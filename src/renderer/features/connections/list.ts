import type { Connection } from '../../../protocol/models/connection.ts';
import type { ContractSummary, Operation } from '../../../protocol/models/contract.ts';
import type { Flow } from '../../../protocol/models/exchanges/flow.ts';
import { hostOf } from '../../ui/format.ts';

export type SortColumn = 'name' | 'environment' | 'contract' | 'host' | 'verdict' | 'when';
export type Sort = { column: SortColumn; descending: boolean };

const environmentRank = { production: 0, test: 1, sandbox: 2 } as const;
const verdictRank = { failed: 0, deviates: 1, undocumented: 2, refused: 3, conforms: 4 } as const;

/** Connections whose name, host, contract or variables hold every word of the search. */
export function searchConnections(
  connections: readonly Connection[],
  search: string,
  contracts: readonly ContractSummary[],
): Connection[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return connections.filter((connection) => {
    const title = contracts.find((one) => one.id === connection.contractId)?.title ?? connection.contractId;
    const values = Object.values(connection.variables);
    const text = [connection.name, connection.baseUrl, title, connection.environment, ...values]
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function compare(a: Connection, b: Connection, column: SortColumn): number {
  switch (column) {
    case 'name':
      return a.name.localeCompare(b.name);
    case 'environment':
      return environmentRank[a.environment] - environmentRank[b.environment];
    case 'contract':
      return a.contractId.localeCompare(b.contractId);
    case 'host':
      return hostOf(a.baseUrl).localeCompare(hostOf(b.baseUrl));
    case 'verdict':
      return (a.lastVerdict ? verdictRank[a.lastVerdict] : 5) - (b.lastVerdict ? verdictRank[b.lastVerdict] : 5);
    case 'when':
      return (b.lastExchangeAt ?? 0) - (a.lastExchangeAt ?? 0);
  }
}

/** In the order of a column; equals by name. Verdicts begin with the worst, times with the latest. */
export function sortConnections(connections: readonly Connection[], { column, descending }: Sort): Connection[] {
  const sign = descending ? -1 : 1;
  return [...connections].sort((a, b) => sign * compare(a, b, column) || a.name.localeCompare(b.name));
}

/** Connections whose last test did not come out as documented. */
export function needsAttention({ lastVerdict }: Connection): boolean {
  return lastVerdict === 'failed' || lastVerdict === 'deviates' || lastVerdict === 'undocumented';
}

export type TreeRow =
  | { kind: 'connection'; connection: Connection; open: boolean }
  | { kind: 'flow'; connection: Connection; title: string }
  | { kind: 'operation'; connection: Connection; operation: Operation };

/** The list at the left: every connection, and below the open one its flows, in one row named after the first, and its operations. */
export function treeRows(
  connections: readonly Connection[],
  openId: string | null,
  operations: readonly Operation[],
  flows: readonly Pick<Flow, 'title'>[] = [],
): TreeRow[] {
  return connections.flatMap((connection): TreeRow[] => {
    const open = connection.id === openId;
    if (!open) return [{ kind: 'connection', connection, open }];
    return [
      { kind: 'connection', connection, open },
      ...flows.slice(0, 1).map(({ title }): TreeRow => ({ kind: 'flow', connection, title })),
      ...operations.map((operation): TreeRow => ({ kind: 'operation', connection, operation })),
    ];
  });
}
