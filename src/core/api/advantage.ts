import { advantageCommands } from '../../protocol/commands/advantage.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CoreContext } from '../context.ts';
import { knownClaims } from '../lti/advantage/message/known-claims.ts';
import { bind } from './bind.ts';

export function advantageHandlers({ workspace }: CoreContext) {
  return {
    'advantage.addresses': bind(advantageCommands['advantage.addresses'], async ({ credentialId }) => {
      const { advantage, storage } = await workspace();
      const credential = storage.credentials.get(credentialId);
      if (credential === undefined) {
        throw new ProblemError('not-found', { params: { what: 'credential', id: credentialId } });
      }
      if (credential.kind !== 'lti-registration') {
        throw new ProblemError('credential.wrong-kind', {
          params: { expected: 'lti-registration', actual: credential.kind },
        });
      }
      await advantage.start();
      return advantage.addresses({ id: credential.id, issuer: credential.publicParts.issuer ?? '' });
    }),
    'advantage.message': bind(advantageCommands['advantage.message'], async ({ form }) =>
      (await workspace()).exchanges.previewMessage(form),
    ),
    'advantage.claims': bind(advantageCommands['advantage.claims'], () => [...knownClaims]),
    'advantage.step': bind(advantageCommands['advantage.step'], async ({ exchangeId }) => {
      (await workspace()).exchanges.step(exchangeId);
      return {};
    }),
    'advantage.skip': bind(advantageCommands['advantage.skip'], async ({ exchangeId }) => {
      (await workspace()).exchanges.skip(exchangeId);
      return {};
    }),
  };
}
