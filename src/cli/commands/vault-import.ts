import type { Command } from 'commander';
import { z } from 'zod';
import {
  type TransferChoice,
  type TransferPreview,
  transferPreviewSchema,
  transferResultSchema,
} from '../../protocol/models/data/portability.ts';
import { credentialSchema } from '../../protocol/models/vault/vault.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { unlockVault } from '../passphrase.ts';
import {
  choicesFor,
  clashAction,
  entryLine,
  readBytes,
  readFilePassphrase,
  resultLine,
  withFilePassphrase,
} from './transfer-options.ts';
import { idOf } from './vault-export.ts';

type Options = {
  preview?: boolean;
  onClash: string;
  credential?: string;
  passphraseFile?: string;
  filePassphraseFile?: string;
  json?: boolean;
};

/** `vault import FILE`, and `connections import FILE`: a file of ours, all of it or nothing. */
export function addImport(parent: Command, line: CommandLine, description: string): void {
  withFilePassphrase(parent.command('import <file>').description(description))
    .option('--preview', 'only say what is new, the same, or clashes')
    .option('--on-clash <what>', 'with what is here in another form: skip, replace or keep-both', 'skip')
    .option('--credential <name>', 'for connections that come without one, by id or name')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase of the vault')
    .option('--json', 'one line of JSON')
    .action((file: string, options: Options) =>
      line.run(options.json === true, async (core) => {
        const onClash = clashAction(options.onClash);
        const preview = await open(core, file, options);
        const credentialId = await credentialFor(core, options.credential);
        const choices = choicesFor(preview.entries, onClash).map((choice, index) => {
          const wants = preview.entries[index]?.wants ?? null;
          return wants === null || credentialId === null ? choice : { ...choice, credentialId };
        });
        if (options.preview === true) return show(preview, choices, options);
        const done = await core.call('portability.import', { session: preview.session, choices });
        const result = transferResultSchema.parse(done);
        if (options.json === true) printJson(result, true);
        else printLines([resultLine(result)]);
        return exitCodes.fine;
      }),
    );
}

async function open(core: CommandLineCore, file: string, options: Options): Promise<TransferPreview> {
  const text = readBytes(file).toString('utf8');
  const inspected = await core.call('portability.inspect', { text });
  const { encrypted } = z.object({ encrypted: z.boolean() }).parse(inspected);
  if (encrypted) await unlockVault(core, options.passphraseFile);
  const passphrase = encrypted ? await readFilePassphrase(options) : null;
  return transferPreviewSchema.parse(await core.call('portability.open', { text, passphrase }));
}

async function credentialFor(core: CommandLineCore, name: string | undefined): Promise<string | null> {
  if (name === undefined) return null;
  return idOf(z.array(credentialSchema).parse(await core.call('credentials.list', {})), name, 'credential');
}

function show({ entries, origin }: TransferPreview, choices: readonly TransferChoice[], { json }: Options): ExitCode {
  if (json === true) {
    printJson({ origin, entries: entries.map((entry, index) => ({ ...entry, action: choices[index]?.action })) }, true);
    return exitCodes.fine;
  }
  printLines([
    ...(origin === null ? [] : [`Written by ${origin.writtenBy} on ${origin.writtenAt}`]),
    ...entries.map((entry, index) => entryLine(entry, choices[index]?.action ?? 'skip')),
  ]);
  return exitCodes.fine;
}
