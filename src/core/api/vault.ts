import { vaultCommands } from '../../protocol/commands/vault.ts';
import type { VaultStatus } from '../../protocol/models/vault/vault-protection.ts';
import type { CoreContext, Workspace } from '../context.ts';
import { whereabouts } from '../storage/whereabouts.ts';
import { reasonToLock } from '../vault/protection.ts';
import { bind } from './bind.ts';

export function vaultHandlers({ workspace, dataHome, emit }: CoreContext) {
  const statusOf = async ({ vault, rotation }: Workspace): Promise<VaultStatus> => ({
    ...(await vault.status()),
    rotation: rotation.status(),
  });
  const slotsChanged = (): void => emit({ type: 'vault.changed' });

  return {
    'vault.status': bind(vaultCommands['vault.status'], async () => statusOf(await workspace())),
    'vault.create': bind(vaultCommands['vault.create'], async ({ method }) => {
      const opened = await workspace();
      await opened.vault.create(method);
      return statusOf(opened);
    }),
    'vault.unlock': bind(vaultCommands['vault.unlock'], async ({ method }) => {
      const opened = await workspace();
      await opened.vault.unlock(method);
      return statusOf(opened);
    }),
    'vault.lock': bind(vaultCommands['vault.lock'], async () => {
      const opened = await workspace();
      await opened.lock('person');
      return statusOf(opened);
    }),
    'vault.addSlot': bind(vaultCommands['vault.addSlot'], async ({ method, name }) => {
      const added = await (await workspace()).vault.slots.add(method, name);
      slotsChanged();
      return added;
    }),
    'vault.removeSlot': bind(vaultCommands['vault.removeSlot'], async ({ id }) => {
      await (await workspace()).vault.slots.remove(id);
      slotsChanged();
      return {};
    }),
    'vault.renameSlot': bind(vaultCommands['vault.renameSlot'], async ({ id, name }) => {
      (await workspace()).vault.slots.rename(id, name);
      slotsChanged();
      return {};
    }),
    'vault.changePassphrase': bind(
      vaultCommands['vault.changePassphrase'],
      async ({ id, oldPassphrase, newPassphrase }) => {
        await (await workspace()).vault.slots.changePassphrase(id, oldPassphrase, newPassphrase);
        slotsChanged();
        return {};
      },
    ),
    'vault.renewKeychain': bind(vaultCommands['vault.renewKeychain'], async ({ id }) => {
      await (await workspace()).vault.slots.renewKeychain(id);
      slotsChanged();
      return {};
    }),
    'vault.rotate': bind(vaultCommands['vault.rotate'], async () => {
      const opened = await workspace();
      opened.rotation.start();
      return statusOf(opened);
    }),
    'vault.pauseRotation': bind(vaultCommands['vault.pauseRotation'], async () => {
      const opened = await workspace();
      await opened.rotation.pause();
      return statusOf(opened);
    }),
    'vault.log': bind(vaultCommands['vault.log'], async (query) =>
      (await workspace()).storage.secretAccess.list(query),
    ),
    'vault.whereabouts': bind(vaultCommands['vault.whereabouts'], async () => {
      await workspace();
      return whereabouts(dataHome.folder());
    }),
    'vault.protection': bind(vaultCommands['vault.protection'], async () => (await workspace()).protection.read()),
    'vault.setProtection': bind(vaultCommands['vault.setProtection'], async (changes) =>
      (await workspace()).protection.write(changes),
    ),
    'vault.presence': bind(vaultCommands['vault.presence'], async (presence) => {
      const { vault, protection, lock } = await workspace();
      const reason = vault.isUnlocked() ? reasonToLock(presence, protection.read()) : null;
      if (reason !== null) await lock(reason);
      return { lockedBecause: reason };
    }),
  };
}
