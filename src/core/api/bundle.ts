import { bundleCommands } from '../../protocol/commands/bundle.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CoreContext } from '../context.ts';
import { openVault } from '../diagnosis/vault.ts';
import { collectEvidence, makeBundle, readBundle, vaultSecrets, verifyBundle } from '../interchange/bundle/index.ts';
import { bind } from './bind.ts';

/** Evidence for a ticket in one file, and such a file from the other side. Reading and verifying need no vault. */
export function bundleHandlers({ workspace, contracts, clock, appVersion }: CoreContext) {
  return {
    'bundle.make': bind(bundleCommands['bundle.make'], async ({ source, ...choices }) => {
      const opened = await workspace();
      const known = vaultSecrets(opened);
      const evidence = await collectEvidence(source, { ...opened, contracts }, { clock });
      return makeBundle(evidence, choices, known, {
        now: clock.now(),
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        by: `Countersign ${appVersion}`,
        runtime: `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
      });
    }),

    'bundle.read': bind(bundleCommands['bundle.read'], ({ text }) => ({ bundle: readBundle(text) })),

    'bundle.verify': bind(bundleCommands['bundle.verify'], async ({ text, secret, credential, credentialId }) => {
      const given = [secret, credential, credentialId].filter((one) => one !== undefined);
      if (given.length !== 1) {
        throw new ProblemError('input.invalid', {
          field: 'secret',
          detail: 'Give one of "secret", "credential" and "credentialId".',
        });
      }
      const bundle = readBundle(text);
      if (secret !== undefined) return verifyBundle(bundle, { kind: 'secret', secret }, { clock });
      if (credential !== undefined) return verifyBundle(bundle, { kind: 'credential', credential }, { clock });
      const { credentials, vault } = await workspace();
      const chosen = openVault(credentials, vault).credential(credentialId ?? '');
      return verifyBundle(bundle, { kind: 'credential', credential: chosen }, { clock });
    }),
  };
}
