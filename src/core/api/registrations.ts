import { registrationsCommands } from '../../protocol/commands/registrations.ts';
import type { CoreContext } from '../context.ts';
import { registerSandboxTool } from '../workspace/sandbox-registrations.ts';
import { bind } from './bind.ts';

export function registrationsHandlers({ workspace, actor }: CoreContext) {
  const registrations = async () => (await workspace()).registrations;
  return {
    'registrations.read': bind(registrationsCommands['registrations.read'], async ({ text }) =>
      (await registrations()).read(text),
    ),
    'registrations.fetch': bind(registrationsCommands['registrations.fetch'], async ({ url }) =>
      (await registrations()).fetch(url),
    ),
    'registrations.create': bind(registrationsCommands['registrations.create'], async ({ registration }) =>
      (await registrations()).create(registration),
    ),
    'registrations.createSandboxTool': bind(
      registrationsCommands['registrations.createSandboxTool'],
      async ({ tool }) => {
        const { sandbox, registrations, credentials, advantage } = await workspace();
        return registerSandboxTool(tool, { sandbox, registrations, credentials, host: advantage });
      },
    ),
    'registrations.rotateKey': bind(registrationsCommands['registrations.rotateKey'], async ({ id, overlap }) => {
      const { purgeTimer, registrations: service } = await workspace();
      const sheet = await service.rotateKey(id, { actor, ...(overlap === undefined ? {} : { overlap }) });
      purgeTimer.look();
      return sheet;
    }),
    'registrations.sheet': bind(registrationsCommands['registrations.sheet'], async ({ id }) =>
      (await registrations()).sheet(id),
    ),
    'registrations.export': bind(registrationsCommands['registrations.export'], async ({ id, format }) =>
      (await registrations()).export(id, format),
    ),
    'registrations.begin': bind(registrationsCommands['registrations.begin'], async (how) =>
      (await registrations()).begin(how),
    ),
    'registrations.progress': bind(registrationsCommands['registrations.progress'], async ({ id }) =>
      (await registrations()).progress(id),
    ),
    'registrations.confirm': bind(registrationsCommands['registrations.confirm'], async ({ id, ...how }) =>
      (await registrations()).confirm(id, how),
    ),
    'registrations.abandon': bind(registrationsCommands['registrations.abandon'], async ({ id }) => {
      (await registrations()).abandon(id);
      return {};
    }),
  };
}
