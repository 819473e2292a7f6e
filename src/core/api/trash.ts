import { trashCommands } from '../../protocol/commands/trash.ts';
import type { CoreContext } from '../context.ts';
import { bind } from './bind.ts';

export function trashHandlers({ workspace }: CoreContext) {
  return {
    'trash.list': bind(trashCommands['trash.list'], async () => (await workspace()).trash.list()),
    'trash.restore': bind(trashCommands['trash.restore'], async ({ id }) => {
      const { trash, purgeTimer } = await workspace();
      const restored = trash.restore(id);
      // A credential may come back after the end of its overlap.
      purgeTimer.look();
      return restored;
    }),
  };
}
