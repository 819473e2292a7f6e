import type { Command } from 'commander';
import { clockReportSchema } from '../../protocol/models/exchanges/timeline.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';

/** `clocks`: this machine's clock against every host met in the last hour. */
export function addClocksCommand(program: Command, line: CommandLine): void {
  program
    .command('clocks')
    .description('This machine’s clock against every host of the history of the last hour')
    .option('--json', 'one line of JSON')
    .action(({ json }: { json?: boolean }) =>
      line.run(json === true, async (core) => {
        const report = clockReportSchema.parse(await core.call('diagnosis.clocks', {}));
        if (json === true) printJson(report, true);
        else printLines([report.summary, ...report.hosts.map(({ detail }) => `  ${detail}`)]);
        return exitCodes.fine;
      }),
    );
}
