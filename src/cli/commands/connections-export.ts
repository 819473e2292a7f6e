import type { Command } from 'commander';
import { z } from 'zod';
import { connectionSchema } from '../../protocol/models/connection.ts';
import { writtenFileSchema } from '../../protocol/models/data/portability.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { unlockVault } from '../passphrase.ts';
import { readFilePassphrase, withFilePassphrase, writePrivately } from './transfer-options.ts';
import { idOf } from './vault-export.ts';

type Options = {
  out: string;
  withCredential?: boolean;
  forms?: boolean;
  passphraseFile?: string;
  filePassphraseFile?: string;
  json?: boolean;
};

/** `connections export NAME…`: connections to hand on, without their credentials or encrypted with them. */
export function addConnectionsExport(connections: Command, line: CommandLine): void {
  withFilePassphrase(
    connections.command('export <connection...>').description('Write connections, by id or name, to be handed on'),
  )
    .requiredOption('--out <file>', 'file to write; one that exists is not written over')
    .option('--with-credential', 'encrypted, with the credentials they sign with')
    .option('--forms', 'with what was filled into their forms')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase of the vault')
    .option('--json', 'one line of JSON')
    .action((names: string[], options: Options) =>
      line.run(options.json === true, async (core) => {
        const all = z.array(connectionSchema).parse(await core.call('connections.list', {}));
        const connectionIds = names.map((name) => idOf(all, name, 'connection'));
        const used = all
          .filter(({ id }) => connectionIds.includes(id))
          .flatMap(({ credentialId }) => credentialId ?? []);
        const forms = options.forms === true;
        // Without credentials too: the file is searched for the secrets of the vault.
        await unlockVault(core, options.passphraseFile);
        const written =
          options.withCredential === true
            ? await core.call('portability.exportVault', {
                passphrase: await readFilePassphrase(options),
                credentialIds: [...new Set(used)],
                connectionIds,
                forms,
              })
            : await core.call('portability.exportConnections', { connectionIds, forms });
        const { text } = writtenFileSchema.parse(written);
        writePrivately(options.out, text);
        const credentials = options.withCredential === true ? new Set(used).size : 0;
        if (options.json === true) {
          printJson({ file: options.out, connections: connectionIds.length, credentials }, true);
        } else {
          printLines([`Written: ${options.out} (connections: ${connectionIds.length}, credentials: ${credentials})`]);
        }
        return exitCodes.fine;
      }),
    );
}
