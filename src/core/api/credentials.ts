import { credentialsCommands } from '../../protocol/commands/credentials.ts';
import type { CoreContext } from '../context.ts';
import { careOfAll, reviewsIfOpen } from '../vault/care/care-of-all.ts';
import { reviewCredentials } from '../vault/credentials/review.ts';
import { withOwnKey } from '../vault/key-material/own-key.ts';
import { bind } from './bind.ts';

/** How long a revealed secret may stay on screen, in milliseconds. */
const revealFor = 30_000;

export function credentialsHandlers({ workspace, clock, random, emit, actor }: CoreContext) {
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
    'credentials.update': bind(credentialsCommands['credentials.update'], async ({ id, draft, overlap }) => {
      const { credentials, purgeTimer } = await workspace();
      const change = { actor, ...(overlap === undefined ? {} : { overlap }) };
      const credential = credentials.update(id, await withOwnKey(draft, false), change);
      purgeTimer.look();
      changed();
      return credential;
    }),
    'credentials.revert': bind(credentialsCommands['credentials.revert'], async ({ id }) => {
      const credential = (await workspace()).credentials.revert(id, actor);
      changed();
      return credential;
    }),
    'credentials.endOverlap': bind(credentialsCommands['credentials.endOverlap'], async ({ id }) => {
      const credential = (await workspace()).credentials.endOverlap(id, actor);
      changed();
      return credential;
    }),
    'credentials.care': bind(credentialsCommands['credentials.care'], async ({ secrets }) => {
      const sources = await workspace();
      return careOfAll(sources, secrets ? reviewsIfOpen(sources, random) : new Map(), clock.now());
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
      const value = credentials.reveal(id, part, actor);
      emit({ type: 'vault.accessed', credentialId: id });
      return { value, expiresAt: clock.now() + revealFor };
    }),
    'credentials.copy': bind(credentialsCommands['credentials.copy'], async ({ id, part }) => {
      const { credentials, protection } = await workspace();
      const value = credentials.reveal(id, part, actor, 'copy');
      emit({ type: 'vault.accessed', credentialId: id });
      return { value, clearAfter: protection.read().clipboardSeconds };
    }),
  };
}
