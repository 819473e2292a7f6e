import { ProblemError } from '../../../protocol/problem.ts';
import type { ApplyPorts, Ledger } from './ledger.ts';

type UndoPorts = Pick<ApplyPorts, 'storage' | 'credentials' | 'clock' | 'actor'>;

/**
 * Takes an import back, all of it or nothing: what was added is deleted, what was replaced is as it was before.
 *
 * @throws ProblemError `transfer.changed-since` (`params.name`) when something of it was changed or is in use elsewhere by now.
 */
export function undoImport(ledger: Ledger, ports: UndoPorts): void {
  const { storage, credentials, clock, actor } = ports;
  const { added, before } = ledger;
  const idsOf = (what: Ledger['added'][number]['what']) => added.flatMap((one) => (one.what === what ? [one.id] : []));
  storage.transaction(() => {
    refuseChanged(ledger, storage);
    for (const id of idsOf('connection')) storage.connections.delete(id);
    for (const { connection } of before.connections) {
      storage.connections.update(connection.id, connection, clock.now());
    }
    for (const { id, draft } of before.credentials) {
      credentials.update(id, draft, { overlap: { kind: 'none' }, actor });
    }
    for (const id of idsOf('credential')) {
      if (storage.credentials.get(id) !== undefined) credentials.delete(id);
    }
    for (const { id, text, flows } of before.contracts) {
      storage.userContracts.put(id, text, clock.now());
      storage.userContracts.putFlows(id, flows, clock.now());
    }
    for (const id of idsOf('contract')) storage.userContracts.delete(id);
  });
}

function refuseChanged({ added, before }: Ledger, storage: UndoPorts['storage']): void {
  const own = new Set([...added.map(({ id }) => id), ...before.connections.map(({ connection }) => connection.id)]);
  const others = storage.connections.list().filter(({ id }) => !own.has(id));
  const inUse = added.find(({ what, id }) =>
    others.some((one) => (what === 'contract' ? one.contractId === id : one.credentialId === id)),
  );
  const names = [
    inUse?.name,
    before.connections.find(({ connection: { id }, updatedAt }) => storage.connections.get(id)?.updatedAt !== updatedAt)
      ?.connection.name,
    before.credentials.find(({ id, version }) => storage.credentials.get(id)?.version !== version)?.draft.name,
    before.contracts.find(({ id, updatedAt }) => storage.userContracts.get(id)?.updatedAt !== updatedAt)?.id,
  ];
  const name = names.find((one) => one !== undefined);
  if (name !== undefined) throw new ProblemError('transfer.changed-since', { params: { name } });
}
