import { catcherCommands } from '../../protocol/commands/catcher.ts';
import { platformPatterns } from '../catcher/platform-patterns.ts';
import type { CoreContext } from '../context.ts';
import { bind } from './bind.ts';

export function catcherHandlers({ workspace }: CoreContext) {
  const catcher = async () => (await workspace()).catcher;
  return {
    'catcher.state': bind(catcherCommands['catcher.state'], async () => (await catcher()).state()),
    'catcher.start': bind(catcherCommands['catcher.start'], async (options) => (await catcher()).start(options)),
    'catcher.stop': bind(catcherCommands['catcher.stop'], async () => (await catcher()).stop()),
    'catcher.saveSettings': bind(catcherCommands['catcher.saveSettings'], async ({ settings }) =>
      (await catcher()).saveSettings(settings),
    ),
    'catcher.captures': bind(catcherCommands['catcher.captures'], async () => (await catcher()).captures.list()),
    'catcher.capture': bind(catcherCommands['catcher.capture'], async ({ id }) => (await catcher()).captures.get(id)),
    'catcher.deleteCaptures': bind(catcherCommands['catcher.deleteCaptures'], async ({ ids }) => {
      const { catcher, trash } = await workspace();
      const unstored = catcher.captures.unstored(ids);
      trash.delete('captures', ids, () => catcher.captures.delete(ids), unstored);
      return {};
    }),
    'catcher.registrations': bind(catcherCommands['catcher.registrations'], async () =>
      (await catcher()).registrations.list(),
    ),
    'catcher.createRegistration': bind(catcherCommands['catcher.createRegistration'], async ({ draft }) =>
      (await catcher()).registrations.create(draft),
    ),
    'catcher.updateRegistration': bind(catcherCommands['catcher.updateRegistration'], async ({ id, draft }) =>
      (await catcher()).registrations.update(id, draft),
    ),
    'catcher.deleteRegistration': bind(catcherCommands['catcher.deleteRegistration'], async ({ id }) => {
      const { catcher, trash } = await workspace();
      trash.delete('registration', [id], () => catcher.registrations.delete(id));
      return {};
    }),
    'catcher.callService': bind(catcherCommands['catcher.callService'], async ({ captureId, ...wish }) =>
      (await catcher()).callService(captureId, wish),
    ),
    'catcher.platforms': bind(catcherCommands['catcher.platforms'], () => [...platformPatterns]),
  };
}
