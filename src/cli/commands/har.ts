import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { harFileSchema } from '../../protocol/models/exchanges/exchange-diagnosis.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';

type HarOptions = { out: string; json?: boolean };

/** `har <exchange> --out FILE`: an exchange as an HTTP Archive, secrets masked. A file that exists is not written over. */
export function addHarCommand(program: Command, line: CommandLine): void {
  program
    .command('har <exchange>')
    .description('Write an exchange of the history, by its id, as an HTTP Archive (HAR 1.2)')
    .requiredOption('--out <file>', 'file to write, - for standard output')
    .option('--json', 'one line of JSON')
    .action((id: string, { out, json }: HarOptions) =>
      line.run(json === true, async (core) => {
        const { har } = harFileSchema.parse(await core.call('exchanges.har', { id }));
        if (out === '-') {
          process.stdout.write(har);
          return exitCodes.fine;
        }
        write(out, har);
        if (json === true) printJson({ file: out, bytes: Buffer.byteLength(har) }, true);
        else printLines([`Written: ${out}`]);
        return exitCodes.fine;
      }),
    );
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    throw new ProblemError('input.invalid', {
      field: '--out',
      detail: `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    });
  }
}
