import { resolve } from 'node:path';
import type { Command } from 'commander';
import { dataCommands } from '../../protocol/commands/data.ts';
import { type DataLocation, dataLocationSchema } from '../../protocol/models/data/data-location.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';

type MoveOptions = { json?: boolean; default?: boolean };

function printLocation(location: DataLocation, json: boolean): void {
  if (json) {
    printJson(location, true);
    return;
  }
  printLines([
    `Your data is in ${location.folder}${location.present ? '' : ', which is not there now'}.`,
    ...(location.old === null
      ? []
      : [`The old copy is still in ${location.old}. Remove it with “countersign data remove-old”.`]),
  ]);
}

/** `data where | move | remove-old | use`: the place of the data folder. */
export function addMoveCommands(data: Command, line: CommandLine): void {
  data
    .command('where')
    .description('Say where the data is; works while it cannot be opened')
    .option('--json', 'one line of JSON')
    .action((options: MoveOptions) =>
      line.run(options.json === true, async (core) => {
        printLocation(dataLocationSchema.parse(await core.call('data.location', {})), options.json === true);
        return exitCodes.fine;
      }),
    );

  data
    .command('move <folder>')
    .description('Copy all data into an empty folder and go on there; the old copy stays until it is removed')
    .option('--json', 'one line of JSON')
    .action((folder: string, options: MoveOptions) =>
      line.run(options.json === true, async (core) => {
        const moved = await core.call('data.move', { to: resolve(folder) });
        printLocation(dataLocationSchema.parse(moved), options.json === true);
        return exitCodes.fine;
      }),
    );

  data
    .command('remove-old')
    .description('Remove the copy that moving the data left behind')
    .option('--json', 'one line of JSON')
    .action((options: MoveOptions) =>
      line.run(options.json === true, async (core) => {
        const done = dataCommands['data.removeOld'].output.parse(await core.call('data.removeOld', {}));
        if (options.json === true) printJson(done, true);
        else printLines([`Removed the data in ${done.removed}.`]);
        return exitCodes.fine;
      }),
    );

  data
    .command('use [folder]')
    .description('Take the moved data from where it is now, when its folder is not found any more')
    .option('--default', 'go on in the default folder, without the moved data')
    .option('--json', 'one line of JSON')
    .action((folder: string | undefined, options: MoveOptions) =>
      line.run(options.json === true, async (core) => {
        if ((folder === undefined) === (options.default !== true)) {
          throw new ProblemError('input.invalid', { field: 'folder', detail: 'Name a folder, or give --default.' });
        }
        const used =
          folder === undefined
            ? await core.call('data.useHome', {})
            : await core.call('data.use', { folder: resolve(folder) });
        printLocation(dataLocationSchema.parse(used), options.json === true);
        return exitCodes.fine;
      }),
    );
}
