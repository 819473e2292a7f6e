import type { Command } from 'commander';
import type { CommandName } from '../../protocol/commands/index.ts';
import { verifyOutputSchema } from '../../protocol/models/signing.ts';
import { verdictSchema } from '../../protocol/models/verdict.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson } from '../output.ts';
import { readJsonInput } from '../read-input.ts';

type FileOptions = { in: string; json?: boolean };

/** `sign`, `verify` and `judge`: a JSON document in, a JSON document out, no vault needed. */
export function addSigningCommands(program: Command, line: CommandLine): void {
  fileCommand(program, line, 'sign', 'Sign a request and explain every step', 'signing.sign', () => true);
  fileCommand(
    program,
    line,
    'verify',
    'Check the signature of a received message; exit code 1 when it is invalid',
    'signing.verify',
    (output) => verifyOutputSchema.parse(output).verdict === 'valid',
  );
  fileCommand(
    program,
    line,
    'judge',
    'Judge a response against a contract; exit code 1 unless it conforms',
    'contracts.judge',
    (output) => verdictSchema.parse(output).verdict === 'conforms',
  );
}

function fileCommand(
  program: Command,
  line: CommandLine,
  name: string,
  description: string,
  command: CommandName,
  passes: (output: unknown) => boolean,
): void {
  program
    .command(name)
    .description(description)
    .requiredOption('--in <file>', 'JSON document to read, - for standard input')
    .option('--json', 'one line of JSON')
    .action((options: FileOptions) =>
      line.run(options.json === true, async (core) => {
        const output = await core.call(command, readJsonInput(options.in));
        printJson(output, options.json === true);
        return passes(output) ? exitCodes.fine : exitCodes.checkFailed;
      }),
    );
}
