import type { Command } from 'commander';
import { z } from 'zod';
import { type KeySlot, vaultStatusSchema } from '../../protocol/models/vault/vault-protection.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { readPassphrase, unlockVault } from '../passphrase.ts';

type Options = { json?: boolean; passphraseFile?: string };
type AddOptions = Options & { newPassphraseFile?: string; recovery?: boolean; name: string };

/** `vault slots list | add | remove | change-passphrase`: what opens the vault. */
export function addSlotCommands(vault: Command, line: CommandLine): void {
  const slots = vault.command('slots').description('What opens the vault');

  slots
    .command('list')
    .description('List what opens the vault')
    .option('--json', 'one line of JSON')
    .action((options: Options) =>
      line.run(options.json === true, async (core) => {
        const all = await slotsOf(core);
        if (options.json === true) printJson(all, true);
        else printLines(all.map(lineOf));
        return exitCodes.fine;
      }),
    );

  unlocking(slots.command('add').description('Add a passphrase or a recovery key'))
    .option('--new-passphrase-file <file>', 'file whose first line is the passphrase to add')
    .option('--recovery', 'make a recovery key and print it, once')
    .option('--name <name>', 'what to call it', '')
    .action((options: AddOptions) =>
      line.run(options.json === true, async (core) => {
        const method = methodOf(options);
        await unlockVault(core, options.passphraseFile);
        const added = await core.call('vault.addSlot', { method: await method, name: options.name });
        const { recoveryKey } = z.object({ recoveryKey: z.string().nullable() }).parse(added);
        if (options.json === true) printJson({ recoveryKey }, true);
        else printLines(recoveryKey === null ? [] : [recoveryKey]);
        return exitCodes.fine;
      }),
    );

  unlocking(
    slots.command('remove').argument('<slot>', 'id or name').description('Take away what opens the vault'),
  ).action((slot: string, options: Options) =>
    line.run(options.json === true, async (core) => {
      const { id } = await findSlot(core, slot);
      await unlockVault(core, options.passphraseFile);
      await core.call('vault.removeSlot', { id });
      return exitCodes.fine;
    }),
  );

  unlocking(
    slots
      .command('change-passphrase')
      .argument('<slot>', 'id or name')
      .requiredOption('--new-passphrase-file <file>', 'file whose first line is the new passphrase')
      .description('Change a passphrase; the old one is asked for'),
  ).action((slot: string, options: Options & { newPassphraseFile: string }) =>
    line.run(options.json === true, async (core) => {
      const { id } = await findSlot(core, slot);
      const oldPassphrase = await readPassphrase(options.passphraseFile);
      const newPassphrase = await readPassphrase(options.newPassphraseFile);
      await core.call('vault.unlock', { method: { kind: 'passphrase', passphrase: oldPassphrase } });
      await core.call('vault.changePassphrase', { id, oldPassphrase, newPassphrase });
      return exitCodes.fine;
    }),
  );
}

function unlocking(command: Command): Command {
  return command
    .option('--passphrase-file <file>', 'file whose first line is the passphrase that unlocks the vault')
    .option('--json', 'one line of JSON');
}

async function methodOf({ newPassphraseFile, recovery }: AddOptions) {
  if ((recovery === true) === (newPassphraseFile !== undefined)) {
    throw new ProblemError('input.invalid', {
      field: '--recovery',
      detail: 'expected either --recovery or --new-passphrase-file',
    });
  }
  if (recovery === true) return { kind: 'recovery' };
  return { kind: 'passphrase', passphrase: await readPassphrase(newPassphraseFile) };
}

async function slotsOf(core: CommandLineCore): Promise<KeySlot[]> {
  return vaultStatusSchema.parse(await core.call('vault.status', {})).slots;
}

/** By id or name. Throws `not-found`. */
async function findSlot(core: CommandLineCore, name: string): Promise<KeySlot> {
  const found = (await slotsOf(core)).find((slot) => slot.id === name || (slot.name !== '' && slot.name === name));
  if (found === undefined) throw new ProblemError('not-found', { params: { what: 'key slot', id: name } });
  return found;
}

function lineOf({ id, kind, name, backend, createdAt, lastUsedAt }: KeySlot): string {
  const used = lastUsedAt === null ? 'never used' : `used ${new Date(lastUsedAt).toISOString()}`;
  return [id, backend === null ? kind : `${kind} (${backend})`, name, new Date(createdAt).toISOString(), used].join(
    '\t',
  );
}
