import type { Contract } from '../../../protocol/models/contract.ts';
import type { TransferChoice, TransferEntry } from '../../../protocol/models/data/portability.ts';
import type { CredentialDraft } from '../../../protocol/models/vault/vault.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { withOwnKey } from '../../vault/key-material/own-key.ts';
import type { Carried } from '../vault-file/content.ts';
import { applyConnections } from './apply-connections.ts';
import { applyContracts } from './apply-contracts.ts';
import { applyCredentials } from './apply-credentials.ts';
import type { ComparePorts, Comparison } from './compare.ts';
import { type ApplyPorts, type Decided, emptyLedger, type Ledger, notPossible } from './ledger.ts';

/**
 * Carries out the choices, all of them or none.
 *
 * @throws ProblemError `transfer.nothing-chosen`; `transfer.not-possible` for a choice the preview does not offer or a connection
 * whose contract does not come along; `vault.locked`.
 */
export async function apply(
  carried: Carried,
  comparison: Comparison,
  choices: readonly TransferChoice[],
  ports: ApplyPorts & Pick<ComparePorts, 'contracts'>,
): Promise<Ledger> {
  const decided = decide(comparison.entries, choices);
  if (decided.every(({ choice }) => choice.action === 'skip')) throw new ProblemError('transfer.nothing-chosen');
  const drafts = new Map<string, CredentialDraft>();
  for (const { entry, choice } of decided) {
    const ready = comparison.credentials.get(entry.ref);
    if (ready !== undefined && choice.action !== 'skip') drafts.set(entry.ref, await withOwnKey(ready.draft, true));
  }
  const known = await readableContracts(ports.contracts);
  const of = (what: TransferEntry['what']) => decided.filter(({ entry }) => entry.what === what);
  return ports.storage.transaction(() => {
    const ledger = emptyLedger();
    const contracts = applyContracts(of('contract'), comparison, known, ledger, ports);
    const credentials = applyCredentials(of('credential'), drafts, ledger, ports);
    const connections = new Map(carried.connections.map((one) => [one.ref, one]));
    applyConnections(of('connection'), connections, { contracts, credentials }, ledger, ports);
    return ledger;
  });
}

/** Every thing of the file with its choice: what is not named is skipped. */
function decide(entries: readonly TransferEntry[], choices: readonly TransferChoice[]): Decided[] {
  const chosen = new Map(choices.map((choice) => [choice.ref, choice]));
  const present = new Set(entries.map(({ ref }) => ref));
  const unknown = choices.find(({ ref }) => !present.has(ref));
  if (unknown !== undefined) throw notPossible(unknown.ref, 'it is not in the file');
  return entries.map((entry) => {
    const choice = chosen.get(entry.ref) ?? { ref: entry.ref, action: 'skip' as const };
    if (entry.actions.includes(choice.action)) return { entry, choice };
    throw notPossible(entry.name, `it can only be: ${entry.actions.join(', ')}`);
  });
}

async function readableContracts(contracts: ComparePorts['contracts']): Promise<Map<string, Contract>> {
  const known = new Map<string, Contract>();
  for (const { id } of await contracts.list()) {
    const found = await contracts.get(id).catch(() => null);
    if (found !== null) known.set(id, found.contract);
  }
  return known;
}
