import { storeSetupCommands } from '../../protocol/commands/store-setup.ts';
import { exportStoreSetup } from '../store-setup/index.ts';
import { bind } from './bind.ts';

export function storeSetupHandlers() {
  return {
    'storeSetup.export': bind(storeSetupCommands['storeSetup.export'], ({ setup, format }) =>
      exportStoreSetup(setup, format),
    ),
  };
}
