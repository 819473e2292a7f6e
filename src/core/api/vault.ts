import { vaultCommands } from '../../protocol/commands/vault.ts';
import type { CoreContext } from '../context.ts';
import { bind } from './bind.ts';

export function vaultHandlers({ workspace }: CoreContext) {
  return {
    'vault.status': bind(vaultCommands['vault.status'], async () => (await workspace()).vault.status()),
    'vault.create': bind(vaultCommands['vault.create'], async ({ method }) => (await workspace()).vault.create(method)),
    'vault.unlock': bind(vaultCommands['vault.unlock'], async ({ method }) => (await workspace()).vault.unlock(method)),
    'vault.lock': bind(vaultCommands['vault.lock'], async () => {
      const { vault } = await workspace();
      vault.lock();
      return vault.status();
    }),
  };
}
