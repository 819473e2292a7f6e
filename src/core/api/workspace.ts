import { workspaceCommands } from '../../protocol/commands/workspace.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CoreContext } from '../context.ts';
import { advantageContractId } from '../lti/advantage/registration/make.ts';
import { createSandboxConnections } from '../workspace/sandbox-connections.ts';
import { registerSandboxTool } from '../workspace/sandbox-registrations.ts';
import { changeSettings, readSettings } from '../workspace/settings.ts';
import { bind } from './bind.ts';

export function workspaceHandlers({ workspace, appVersion, dataHome, clock, random, emit }: CoreContext) {
  return {
    'workspace.status': bind(workspaceCommands['workspace.status'], async () => {
      const { storage } = await workspace();
      return { empty: storage.connections.count() === 0, appVersion, dataFolder: dataHome.folder() };
    }),
    'workspace.createSandbox': bind(workspaceCommands['workspace.createSandbox'], async () => {
      const { storage, vault, credentials, sandbox, registrations, advantage } = await workspace();
      if (!vault.isUnlocked()) {
        throw new ProblemError('vault.locked');
      }
      // Told when all is there: the window leaves the welcome with the first word of a connection.
      const told = (connectionIds: string[]) => {
        emit({ type: 'vault.changed' });
        emit({ type: 'connections.changed' });
        return { connectionIds };
      };
      const existing = storage.connections.list().filter(({ environment }) => environment === 'sandbox');
      const started = await sandbox.start();
      const ports = { storage, credentials, clock, random };
      // An attempt that failed half-way is gone on with.
      const connectionIds =
        existing.length > 0
          ? existing.map(({ id }) => id)
          : createSandboxConnections(started.urls, started.credentials, ports);
      if (existing.some(({ contractId }) => contractId === advantageContractId)) return told(connectionIds);
      const tools = { sandbox, registrations, credentials, host: advantage };
      const how = { name: 'Library store (LTI 1.3)', silent: true };
      const { connectionId } = await registerSandboxTool('libraryStore', tools, how);
      return told([...connectionIds, connectionId]);
    }),
    'settings.get': bind(workspaceCommands['settings.get'], async () => readSettings((await workspace()).storage)),
    'settings.update': bind(workspaceCommands['settings.update'], async (changes) =>
      changeSettings((await workspace()).storage, changes),
    ),
    'sandbox.status': bind(workspaceCommands['sandbox.status'], async () => (await workspace()).sandbox.status()),
    'sandbox.start': bind(workspaceCommands['sandbox.start'], async () => {
      const { sandbox } = await workspace();
      await sandbox.start();
      return sandbox.status();
    }),
    'sandbox.stop': bind(workspaceCommands['sandbox.stop'], async () => {
      const { sandbox } = await workspace();
      await sandbox.stop();
      return sandbox.status();
    }),
    'sandbox.setFault': bind(workspaceCommands['sandbox.setFault'], async ({ server, fault }) => {
      const { sandbox } = await workspace();
      await sandbox.setFault(server, fault);
      return sandbox.status();
    }),
    'sandbox.setStoreAccess': bind(workspaceCommands['sandbox.setStoreAccess'], async ({ access }) => {
      const { sandbox } = await workspace();
      await sandbox.setStoreAccess(access);
      return sandbox.status();
    }),
    'sandbox.received': bind(workspaceCommands['sandbox.received'], async ({ server }) =>
      (await workspace()).sandbox.received(server),
    ),
  };
}
