import type { Contract } from '../../../protocol/models/contract.ts';
import type { Comparison } from './compare.ts';
import type { ApplyPorts, Decided, Ledger } from './ledger.ts';

/** What a contract id of the file means here. */
export type ContractIds = ReadonlyMap<string, { id: string; contract: Contract }>;

/** Keeps the contracts that are added or replaced; those that are skipped stand for the ones of the same id. */
export function applyContracts(
  decided: readonly Decided[],
  { contracts }: Pick<Comparison, 'contracts'>,
  known: ReadonlyMap<string, Contract>,
  ledger: Ledger,
  { storage, clock }: ApplyPorts,
): ContractIds {
  const ids = new Map([...known].map(([id, contract]) => [id, { id, contract }]));
  const taken = new Set(known.keys());
  for (const { entry, choice } of decided) {
    const own = contracts.get(entry.ref);
    if (choice.action === 'skip' || own === undefined) continue;
    const { openapi, arazzo } = own.carried;
    const id = choice.action === 'keep-both' ? freeContractId(entry.name, taken) : entry.name;
    taken.add(id);
    const before = storage.userContracts.get(id);
    const now = clock.now();
    storage.userContracts.put(id, openapi, now);
    storage.userContracts.putFlows(id, arazzo, now);
    ids.set(entry.name, { id, contract: own.contract });
    const touched = { what: 'contract' as const, id, name: id };
    if (before === undefined) ledger.added.push(touched);
    else {
      ledger.replaced.push(touched);
      ledger.before.contracts.push({ id, text: before.text, flows: before.flows, updatedAt: now });
    }
  }
  return ids;
}

function freeContractId(id: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number += 1) {
    const wished = `${id.slice(0, 57)}-${number}`;
    if (!taken.has(wished)) return wished;
  }
}
