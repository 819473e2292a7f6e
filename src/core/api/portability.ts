import { portabilityCommands } from '../../protocol/commands/portability.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CoreContext } from '../context.ts';
import { writeTable } from '../interchange/csv/write.ts';
import { carriedCredentials, collect, collectConnections } from '../interchange/transfer/collect.ts';
import { refuseSecretsOfVault } from '../interchange/transfer/refuse-secrets.ts';
import { writeConnectionFile } from '../interchange/vault-file/content.ts';
import { sealVaultFile } from '../interchange/vault-file/vault-file.ts';
import { defaultPassphraseCost, requireStrongPassphrase } from '../vault/slots/passphrase.ts';
import { bind } from './bind.ts';

export function portabilityHandlers({ workspace, clock, random, appVersion, actor, emit }: CoreContext) {
  const accessed = (ids: readonly string[]): void => {
    for (const credentialId of ids) emit({ type: 'vault.accessed', credentialId });
  };
  const confirmationOf = async (credentialIds: readonly string[]) => {
    const { credentials } = await workspace();
    const chosen = credentials.list().filter(({ id }) => credentialIds.includes(id));
    const secrets = chosen.reduce((sum, { secretParts }) => sum + secretParts.length, 0);
    return { phrase: phraseFor(secrets), credentials: chosen.length, secrets };
  };

  return {
    'portability.exportVault': bind(
      portabilityCommands['portability.exportVault'],
      async ({ passphrase, ...wanted }) => {
        requireStrongPassphrase(passphrase);
        if (wanted.credentialIds.length + wanted.connectionIds.length === 0) {
          throw new ProblemError('transfer.nothing-chosen');
        }
        const { storage, credentials, vault } = await workspace();
        if (!vault.isUnlocked()) throw new ProblemError('vault.locked');
        // What cannot be written whole is not in the access log either.
        const carried = storage.transaction(() => collect(wanted, { storage, credentials, actor }));
        const content = Buffer.from(JSON.stringify(carried), 'utf8');
        try {
          const written = {
            random,
            cost: defaultPassphraseCost,
            writtenBy: `Countersign ${appVersion}`,
            now: clock.now(),
          };
          const text = await sealVaultFile(content, passphrase, written);
          accessed(wanted.credentialIds);
          const [only] = carried.connections;
          const isOneConnection =
            only !== undefined && carried.connections.length === 1 && carried.credentials.length <= 1;
          const name = isOneConnection ? `${only.name}.countersign-connection` : 'credentials.countersign-vault';
          return { name, text };
        } finally {
          content.fill(0);
        }
      },
    ),
    'portability.exportConnections': bind(
      portabilityCommands['portability.exportConnections'],
      async ({ connectionIds, forms }) => {
        if (connectionIds.length === 0) throw new ProblemError('transfer.nothing-chosen');
        const opened = await workspace();
        const carried = collectConnections({ connectionIds, forms }, opened);
        const text = writeConnectionFile(carried);
        refuseSecretsOfVault(text, carried.connections, opened);
        const [only, ...others] = carried.connections;
        const name = only !== undefined && others.length === 0 ? only.name : 'connections';
        return { name: `${name}.countersign-connection`, text };
      },
    ),
    'portability.inspect': bind(portabilityCommands['portability.inspect'], async ({ text }) =>
      (await workspace()).imports.inspect(text),
    ),
    'portability.open': bind(portabilityCommands['portability.open'], async ({ text, passphrase }) =>
      (await workspace()).imports.open(text, passphrase),
    ),
    'portability.import': bind(portabilityCommands['portability.import'], async ({ session, choices }) =>
      (await workspace()).imports.apply(session, choices),
    ),
    'portability.undo': bind(portabilityCommands['portability.undo'], async () => {
      (await workspace()).imports.undo();
      return {};
    }),
    'portability.close': bind(portabilityCommands['portability.close'], async () => {
      (await workspace()).imports.close();
      return {};
    }),
    'portability.openCsv': bind(portabilityCommands['portability.openCsv'], async ({ name, base64 }) =>
      (await workspace()).imports.openCsv({ name, bytes: Buffer.from(base64, 'base64') }),
    ),
    'portability.previewCsv': bind(portabilityCommands['portability.previewCsv'], async ({ session, settings }) =>
      (await workspace()).imports.previewCsv(session, settings),
    ),
    'portability.importCsv': bind(
      portabilityCommands['portability.importCsv'],
      async ({ session, settings, choices }) => (await workspace()).imports.applyCsv(session, settings, choices),
    ),
    'portability.clearPhrase': bind(portabilityCommands['portability.clearPhrase'], ({ credentialIds }) =>
      confirmationOf(credentialIds),
    ),
    'portability.exportClear': bind(
      portabilityCommands['portability.exportClear'],
      async ({ credentialIds, confirmation }) => {
        if (credentialIds.length === 0) throw new ProblemError('transfer.nothing-chosen');
        const { phrase } = await confirmationOf(credentialIds);
        if (confirmation.trim().toLowerCase() !== phrase) {
          throw new ProblemError('transfer.not-confirmed', { params: { phrase }, field: 'confirmation' });
        }
        const { storage, credentials } = await workspace();
        const carried = storage.transaction(() =>
          carriedCredentials(credentialIds, 'export-clear', { credentials, actor }),
        );
        accessed(credentialIds);
        return writeTable(carried);
      },
    ),
  };
}

/** With the number of secrets, so that nobody types it from habit. */
function phraseFor(secrets: number): string {
  return secrets === 1 ? 'export 1 secret in clear' : `export ${secrets} secrets in clear`;
}
