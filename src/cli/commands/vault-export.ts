import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { z } from 'zod';
import { connectionSchema } from '../../protocol/models/connection.ts';
import { writtenFileSchema } from '../../protocol/models/data/portability.ts';
import { credentialSchema } from '../../protocol/models/vault/vault.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { unlockVault } from '../passphrase.ts';
import { collect } from '../settings.ts';
import { readFilePassphrase, withFilePassphrase, writePrivately } from './transfer-options.ts';

type Options = {
  out: string;
  credential: string[];
  connection: string[];
  allConnections?: boolean;
  forms: boolean;
  inClear?: boolean;
  passphraseFile?: string;
  filePassphraseFile?: string;
  json?: boolean;
};

/** `vault export`: credentials, and connections with them, into a file encrypted with a passphrase of its own; or in clear. */
export function addVaultExport(vault: Command, line: CommandLine): void {
  withFilePassphrase(
    vault.command('export').description('Write credentials into one file, encrypted with a passphrase of its own'),
  )
    .requiredOption('--out <file>', 'file to write; one that exists is not written over')
    .option('--credential <name>', 'only this credential, by id or name; may be repeated', collect, [])
    .option('--connection <name>', 'this connection too, by id or name; may be repeated', collect, [])
    .option('--all-connections', 'all connections too')
    .option('--no-forms', 'leave out what was filled into the forms of connections')
    .option('--in-clear', 'write CSV anybody can read; has to be confirmed by typing on standard input')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase of the vault')
    .option('--json', 'one line of JSON')
    .action((options: Options) =>
      line.run(options.json === true, async (core) => {
        const credentials = z.array(credentialSchema).parse(await core.call('credentials.list', {}));
        const connections = z.array(connectionSchema).parse(await core.call('connections.list', {}));
        const credentialIds =
          options.credential.length === 0
            ? credentials.map(({ id }) => id)
            : options.credential.map((name) => idOf(credentials, name, 'credential'));
        const connectionIds =
          options.allConnections === true
            ? connections.map(({ id }) => id)
            : options.connection.map((name) => idOf(connections, name, 'connection'));
        await unlockVault(core, options.passphraseFile);
        if (options.inClear === true) return exportInClear(core, options, credentialIds);
        const passphrase = await readFilePassphrase(options);
        const input = { passphrase, credentialIds, connectionIds, forms: options.forms };
        const { text } = writtenFileSchema.parse(await core.call('portability.exportVault', input));
        writePrivately(options.out, text);
        tell(options, { credentials: credentialIds.length, connections: connectionIds.length });
        return exitCodes.fine;
      }),
    );
}

async function exportInClear(core: CommandLineCore, options: Options, credentialIds: readonly string[]) {
  if (options.connection.length > 0 || options.allConnections === true) {
    throw new ProblemError('input.invalid', { field: '--in-clear', detail: 'connections cannot be written as CSV' });
  }
  const asked = await core.call('portability.clearPhrase', { credentialIds });
  const { phrase } = z.object({ phrase: z.string() }).parse(asked);
  process.stderr.write(`The secrets will stand in ${options.out} for anybody to read. To go on, type: ${phrase}\n`);
  const written = await core.call('portability.exportClear', { credentialIds, confirmation: await typedLine() });
  const { csv, guarded } = z.object({ csv: z.string(), guarded: z.int() }).parse(written);
  writePrivately(options.out, csv);
  tell(options, { credentials: credentialIds.length, guarded });
  if (options.json !== true) {
    printLines([
      'Only you may read it. Delete it as soon as it has been used; it is not in the trash of the app.',
      ...(guarded === 0
        ? []
        : [`${guarded} values begin with a sign a spreadsheet computes: they have an apostrophe in front.`]),
    ]);
  }
  return exitCodes.fine;
}

/** One line of standard input, typed or piped; empty when there is none. */
async function typedLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const typed of lines) return typed;
    return '';
  } finally {
    lines.close();
  }
}

export function idOf(things: readonly { id: string; name: string }[], name: string, what: string): string {
  const found = things.find((one) => one.id === name) ?? things.find((one) => one.name === name);
  if (found === undefined) throw new ProblemError('not-found', { params: { what, id: name } });
  return found.id;
}

function tell({ out, json }: Options, counts: Readonly<Record<string, number>>): void {
  if (json === true) printJson({ file: out, ...counts }, true);
  else
    printLines([
      `Written: ${out} (${Object.entries(counts)
        .map(([what, count]) => `${what}: ${count}`)
        .join(', ')})`,
    ]);
}
