import { authoritiesCommands } from '../../protocol/commands/authorities.ts';
import type { CoreContext } from '../context.ts';
import { bind } from './bind.ts';

export function authoritiesHandlers({ workspace }: CoreContext) {
  return {
    'authorities.list': bind(authoritiesCommands['authorities.list'], async () =>
      (await workspace()).authorities.list(),
    ),
    'authorities.add': bind(authoritiesCommands['authorities.add'], async ({ pem }) =>
      (await workspace()).authorities.add(pem),
    ),
    'authorities.remove': bind(authoritiesCommands['authorities.remove'], async ({ fingerprint }) =>
      (await workspace()).authorities.remove(fingerprint),
    ),
    'authorities.use': bind(authoritiesCommands['authorities.use'], async (which) =>
      (await workspace()).authorities.use(which),
    ),
  };
}
