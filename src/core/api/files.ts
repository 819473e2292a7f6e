import { filesCommands } from '../../protocol/commands/files.ts';
import type { CoreContext } from '../context.ts';
import { bind } from './bind.ts';

export function filesHandlers({ workspace }: CoreContext) {
  return {
    'files.begin': bind(filesCommands['files.begin'], async ({ file }) => ({
      id: (await workspace()).files.begin(file),
    })),
    'files.append': bind(filesCommands['files.append'], async ({ id, data }) => {
      (await workspace()).files.append(id, data);
      return {};
    }),
    'files.finish': bind(filesCommands['files.finish'], async ({ id }) => (await workspace()).files.finish(id)),
    'files.release': bind(filesCommands['files.release'], async ({ id }) => {
      (await workspace()).files.release(id);
      return {};
    }),
  };
}
