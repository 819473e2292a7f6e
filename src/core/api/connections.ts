import { connectionsCommands } from '../../protocol/commands/connections.ts';
import type { Connection } from '../../protocol/models/connection.ts';
import type { Operation } from '../../protocol/models/contract.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CoreContext } from '../context.ts';
import { refuseSecretsIn, withoutSecrets } from '../contracts/secret-fields.ts';
import { firstForm, withVariables } from '../exchanges/preparing/first-form.ts';
import { newId } from '../vault/new-id.ts';
import { bind } from './bind.ts';

export function connectionsHandlers({ workspace, contracts, clock, random, emit }: CoreContext) {
  const changed = (): void => emit({ type: 'connections.changed' });

  const found = (connection: Connection | undefined, id: string): Connection => {
    if (connection === undefined) {
      throw new ProblemError('not-found', { params: { what: 'connection', id } });
    }
    return connection;
  };

  const operationOf = async ({ contractId }: Connection, operationId: string): Promise<Operation> => {
    const { contract } = await contracts.get(contractId);
    const operation = contract.operations.find(({ id }) => id === operationId);
    if (operation === undefined) {
      throw new ProblemError('operation.unknown', { params: { operation: operationId, contract: contractId } });
    }
    return operation;
  };

  return {
    'connections.list': bind(connectionsCommands['connections.list'], async () =>
      (await workspace()).storage.connections.list(),
    ),
    'connections.get': bind(connectionsCommands['connections.get'], async ({ id }) =>
      found((await workspace()).storage.connections.get(id), id),
    ),
    'connections.create': bind(connectionsCommands['connections.create'], async ({ draft }) => {
      refuseSecretsIn(draft, (await contracts.get(draft.contractId)).contract);
      const connection = (await workspace()).storage.connections.insert(newId(random), draft, clock.now());
      changed();
      return connection;
    }),
    'connections.update': bind(connectionsCommands['connections.update'], async ({ id, draft }) => {
      refuseSecretsIn(draft, (await contracts.get(draft.contractId)).contract);
      const connection = found((await workspace()).storage.connections.update(id, draft, clock.now()), id);
      changed();
      return connection;
    }),
    'connections.delete': bind(connectionsCommands['connections.delete'], async ({ id }) => {
      const { storage, trash } = await workspace();
      trash.delete('connection', [id], () => storage.connections.delete(id));
      changed();
      return {};
    }),
    'connections.loadForm': bind(connectionsCommands['connections.loadForm'], async ({ id, operationId }) => {
      const { storage } = await workspace();
      const connection = found(storage.connections.get(id), id);
      const operation = await operationOf(connection, operationId);
      const kept = storage.formDrafts.load(id, operationId);
      // A variable given since the form was kept is sent with it, so it is shown in it too.
      return kept
        ? { ...kept, values: withVariables(connection, operation, kept.values) }
        : firstForm(connection, operation);
    }),
    'connections.saveForm': bind(connectionsCommands['connections.saveForm'], async ({ id, operationId, form }) => {
      const { storage } = await workspace();
      const operation = await operationOf(found(storage.connections.get(id), id), operationId);
      storage.formDrafts.save(id, operationId, withoutSecrets(operation, form), clock.now());
      return {};
    }),
  };
}
