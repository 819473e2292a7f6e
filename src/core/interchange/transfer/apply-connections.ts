import type { Connection, ConnectionDraft } from '../../../protocol/models/connection.ts';
import type { Contract } from '../../../protocol/models/contract.ts';
import type { TransferChoice } from '../../../protocol/models/data/portability.ts';
import { withoutSecrets } from '../../contracts/secret-fields.ts';
import { newId } from '../../vault/new-id.ts';
import type { CarriedConnection } from '../vault-file/content.ts';
import type { ContractIds } from './apply-contracts.ts';
import { freeName } from './free-name.ts';
import { type ApplyPorts, type Decided, type Ledger, notPossible, replacedId } from './ledger.ts';

/** What the other things of the file have become here. */
export type Become = { contracts: ContractIds; credentials: ReadonlyMap<string, string> };

/** Makes and replaces connections with their forms. Throws `transfer.not-possible` for one whose contract is not here. */
export function applyConnections(
  decided: readonly Decided[],
  carried: ReadonlyMap<string, CarriedConnection>,
  become: Become,
  ledger: Ledger,
  ports: ApplyPorts,
): void {
  const { storage, clock, random } = ports;
  const taken = new Set(storage.connections.list().map(({ name }) => name));
  for (const { entry, choice } of decided) {
    const one = carried.get(entry.ref);
    if (choice.action === 'skip' || one === undefined) continue;
    const before = choice.action === 'replace' ? storage.connections.get(replacedId(entry, choice)) : undefined;
    const name = choice.action === 'keep-both' ? freeName(one.name, taken) : one.name;
    taken.add(name);
    const target = become.contracts.get(one.contract);
    if (target === undefined) throw notPossible(name, `it needs the contract ${one.contract}, which is not here`);
    const draft = draftOfConnection(one, name, target.id, credentialOf(one, choice, become, before));
    const saved =
      before === undefined
        ? storage.connections.insert(newId(random), draft, clock.now())
        : storage.connections.update(before.id, draft, clock.now());
    if (saved === undefined) throw notPossible(name, 'what it would replace is gone');
    saveForms(one, saved.id, target.contract, ports);
    (before === undefined ? ledger.added : ledger.replaced).push({ what: 'connection', id: saved.id, name });
    if (before !== undefined) ledger.before.connections.push({ connection: before, updatedAt: saved.updatedAt });
  }
}

function draftOfConnection(
  { baseUrl, environment, variables, notes }: CarriedConnection,
  name: string,
  contractId: string,
  credentialId: string | null,
): ConnectionDraft {
  return { name, contractId, baseUrl, credentialId, environment, variables, notes };
}

/** The credential of the file, the one that was chosen, or the one the connection had. */
function credentialOf(
  { credential }: CarriedConnection,
  { credentialId }: TransferChoice,
  { credentials }: Become,
  before: Connection | undefined,
): string | null {
  const fromFile = credential === null ? undefined : credentials.get(credential);
  return credentialId ?? fromFile ?? before?.credentialId ?? null;
}

function saveForms(
  { forms }: CarriedConnection,
  id: string,
  { operations }: Contract,
  { storage, clock }: ApplyPorts,
): void {
  for (const { operation: operationId, form } of forms) {
    const operation = operations.find((one) => one.id === operationId);
    if (form === null || operation === undefined) continue;
    storage.formDrafts.save(id, operationId, withoutSecrets(operation, form), clock.now());
  }
}
