import { credentialsCommands } from '../../protocol/commands/credentials.ts';
import type { CoreContext } from '../context.ts';
import { withOwnKey } from '../vault/key-material/own-key.ts';
import { reviewCredentials } from '../vault/review.ts';
import { bind } from './bind.ts';

/** How long a revealed secret may stay on screen, in milliseconds. */
const revealFor = 30_000;

export function credentialsHandlers({ workspace, clock, random, emit }: CoreContext) {
  const changed = (): void => emit({ type: 'vault.changed' });
  return {
    'credentials.list': bind(credentialsCommands['credentials.list'], async () =>
      (await workspace()).credentials.list(),
    ),
    'credentials.create': bind(credentialsCommands['credentials.create'], async ({ draft }) => {
      const credential = (await workspace()).credentials.create(await withOwnKey(draft, true));
      changed();
      return credential;
    }),
    'credentials.update': bind(credentialsCommands['credentials.update'], async ({ id, draft }) => {
      const credential = (await workspace()).credentials.update(id, await withOwnKey(draft, false));
      changed();
      return credential;
    }),
    'credentials.delete': bind(credentialsCommands['credentials.delete'], async ({ id }) => {
      const { credentials, trash } = await workspace();
      trash.delete('credential', [id], () => credentials.delete(id));
      changed();
      return {};
    }),
    'credentials.review': bind(credentialsCommands['credentials.review'], async () =>
      reviewCredentials((await workspace()).credentials, random),
    ),
    'credentials.reveal': bind(credentialsCommands['credentials.reveal'], async ({ id, part }) => {
      const { credentials } = await workspace();
      const value = credentials.reveal(id, part, 'window');
      emit({ type: 'vault.accessed', credentialId: id });
      return { value, expiresAt: clock.now() + revealFor };
    }),
    'credentials.copy': bind(credentialsCommands['credentials.copy'], async ({ id, part }) => {
      const { credentials, protection } = await workspace();
      const value = credentials.reveal(id, part, 'window', 'copy');
      emit({ type: 'vault.accessed', credentialId: id });
      return { value, clearAfter: protection.read().clipboardSeconds };
    }),
  };
}
