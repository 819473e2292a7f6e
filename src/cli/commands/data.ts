import type { Command } from 'commander';
import { z } from 'zod';
import { backupsCommands } from '../../protocol/commands/backups.ts';
import { backupSchema } from '../../protocol/models/data/backup.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { addMoveCommands } from './data-move.ts';

type DataOptions = { json?: boolean };

/** `data backups | backup | restore | where | move | remove-old | use`: what keeps the data safe, without the window. */
export function addDataCommands(program: Command, line: CommandLine): void {
  const data = program.command('data').description('Look after the data folder without the window');

  addMoveCommands(data, line);
  data
    .command('backups')
    .description('List the backups, newest first; works while the database cannot be opened')
    .option('--json', 'one line of JSON')
    .action((options: DataOptions) =>
      line.run(options.json === true, async (core) => {
        const backups = z.array(backupSchema).parse(await core.call('backups.list', {}));
        if (options.json === true) printJson(backups, true);
        else
          printLines(
            backups.map(({ name, reason, at, bytes }) => [new Date(at).toISOString(), reason, bytes, name].join('\t')),
          );
        return exitCodes.fine;
      }),
    );

  data
    .command('backup')
    .description('Make a backup now, and open it to see that it holds everything')
    .option('--json', 'one line of JSON')
    .action((options: DataOptions) =>
      line.run(options.json === true, async (core) => {
        const made = backupSchema.parse(await core.call('backups.create', {}));
        if (options.json === true) printJson(made, true);
        else printLines([made.name]);
        return exitCodes.fine;
      }),
    );

  data
    .command('restore <name>')
    .description('Put a backup in the place of what there is now, which is backed up first')
    .option('--json', 'one line of JSON')
    .action((name: string, options: DataOptions) =>
      line.run(options.json === true, async (core) => {
        const done = backupsCommands['backups.restore'].output.parse(await core.call('backups.restore', { name }));
        if (options.json === true) printJson(done, true);
        else printLines([`Restored ${done.restored.name}.`, `What there was before is kept as ${done.before}.`]);
        return exitCodes.fine;
      }),
    );
}
