import type { Command } from 'commander';
import { vaultStatusSchema } from '../../protocol/models/vault/vault-protection.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson } from '../output.ts';
import { readPassphrase } from '../passphrase.ts';
import { addVaultCare } from './vault-care.ts';
import { addCredentialCommands } from './vault-credentials.ts';
import { addVaultExport } from './vault-export.ts';
import { addImport } from './vault-import.ts';
import { addImportCsv } from './vault-import-csv.ts';
import { addVaultLog } from './vault-log.ts';
import { addRotation } from './vault-rotate.ts';
import { addSlotCommands } from './vault-slots.ts';

type VaultOptions = { json?: boolean; passphraseFile?: string };

/** `vault status | create | check | slots … | rotate | log | credentials … | care | export | import | import-csv`. */
export function addVaultCommands(program: Command, line: CommandLine): void {
  const vault = program.command('vault').description('Look after the vault without the window');

  vault
    .command('status')
    .description('Say whether there is a vault and how it is unlocked')
    .option('--json', 'one line of JSON')
    .action((options: VaultOptions) =>
      line.run(options.json === true, async (core) => {
        printJson(await core.call('vault.status', {}), options.json === true);
        return exitCodes.fine;
      }),
    );

  withPassphrase(
    line,
    vault.command('create').description('Create the vault, unlocked by a passphrase'),
    'vault.create',
  );
  withPassphrase(
    line,
    vault.command('check').description('Check that the passphrase unlocks the vault'),
    'vault.unlock',
  );
  addSlotCommands(vault, line);
  addRotation(vault, line);
  addVaultLog(vault, line);
  addCredentialCommands(vault, line);
  addVaultCare(vault, line);
  addVaultExport(vault, line);
  addImport(vault, line, 'Import a vault file or connection file');
  addImportCsv(vault, line);
}

function withPassphrase(line: CommandLine, command: Command, name: 'vault.create' | 'vault.unlock'): void {
  command
    .option('--passphrase-file <file>', 'file whose first line is the passphrase')
    .option('--json', 'one line of JSON')
    .action((options: VaultOptions) =>
      line.run(options.json === true, async (core) => {
        const passphrase = await readPassphrase(options.passphraseFile);
        const status = await core.call(name, { method: { kind: 'passphrase', passphrase } });
        printJson(vaultStatusSchema.parse(status), options.json === true);
        return exitCodes.fine;
      }),
    );
}
