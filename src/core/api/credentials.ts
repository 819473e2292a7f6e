import { credentialsCommands } from '../../protocol/commands/credentials.ts';
import type { CoreContext } from '../context.ts';
import { bind } from './bind.ts';

/** How long a revealed secret may stay on screen, in milliseconds. */
const revealFor = 30_000;

export function credentialsHandlers({ workspace, clock }: CoreContext) {
  return {
    'credentials.list': bind(credentialsCommands['credentials.list'], async () =>
      (await workspace()).credentials.list(),
    ),
    'credentials.create': bind(credentialsCommands['credentials.create'], async ({ draft }) =>
      (await workspace()).credentials.create(draft),
    ),
    'credentials.update': bind(credentialsCommands['credentials.update'], async ({ id, draft }) =>
      (await workspace()).credentials.update(id, draft),
    ),
    'credentials.delete': bind(credentialsCommands['credentials.delete'], async ({ id }) => {
      (await workspace()).credentials.delete(id);
      return {};
    }),
    'credentials.reveal': bind(credentialsCommands['credentials.reveal'], async ({ id, part }) => {
      const { credentials } = await workspace();
      return { value: credentials.reveal(id, part, 'window'), expiresAt: clock.now() + revealFor };
    }),
  };
}
