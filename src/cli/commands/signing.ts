import type { Command } from 'commander';
import { judgeInputSchema, verdictSchema } from '../../protocol/models/exchanges/verdict.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson } from '../output.ts';
import { readJsonInput } from '../read-input.ts';
import { verdictReport } from '../reporters/from-verdict.ts';
import { reportFiles, writeReports } from '../reporters/write.ts';
import { collect } from '../settings.ts';

type FileOptions = { in: string; json?: boolean };

/** `sign` and `judge`: a JSON document in, a JSON document out, no vault needed. */
export function addSigningCommands(program: Command, line: CommandLine): void {
  addSign(program, line);
  addJudge(program, line);
}

function addJudge(program: Command, line: CommandLine): void {
  program
    .command('judge')
    .description('Judge a response against a contract; exit code 1 unless it conforms')
    .requiredOption('--in <file>', 'JSON document to read, - for standard input')
    .option('--report <kind=file>', 'write reports: junit=FILE,html=FILE,json=FILE; may be repeated', collect, [])
    .option('--json', 'one line of JSON')
    .action((options: FileOptions & { report: string[] }) =>
      line.run(options.json === true, async (core) => {
        const files = reportFiles(options.report);
        const input = readJsonInput(options.in);
        const verdict = verdictSchema.parse(await core.call('contracts.judge', input));
        printJson(verdict, options.json === true);
        const { contract, operation, response } = judgeInputSchema.parse(input);
        writeReports(files, verdictReport({ contract, operation, status: response.status }, verdict, line.appVersion));
        return verdict.verdict === 'conforms' ? exitCodes.fine : exitCodes.checkFailed;
      }),
    );
}

function addSign(program: Command, line: CommandLine): void {
  program
    .command('sign')
    .description('Sign a request and explain every step')
    .requiredOption('--in <file>', 'JSON document to read, - for standard input')
    .option('--json', 'one line of JSON')
    .action((options: FileOptions) =>
      line.run(options.json === true, async (core) => {
        printJson(await core.call('signing.sign', readJsonInput(options.in)), options.json === true);
        return exitCodes.fine;
      }),
    );
}
