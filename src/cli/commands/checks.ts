import type { Command } from 'commander';
import { z } from 'zod';
import { registeredCheckSchema } from '../../protocol/models/check-register.ts';
import { type CheckFinding, checkFindingSchema, keySetDiagnosisSchema } from '../../protocol/models/diagnosis.ts';
import type { CommandLine } from '../command-line.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { readJsonInput } from '../read-input.ts';

type ChecksOptions = { setup?: string; jwks?: string; json?: boolean };

/** `checks`: the checks of the doctor; with `--setup` or `--jwks` those on a setup, or on a key set of the network. */
export function addCheckCommands(program: Command, line: CommandLine): void {
  program
    .command('checks')
    .description('List the checks of the doctor, or check a setup or a key set')
    .option(
      '--setup <file>',
      'JSON: {"url", "consumerKey", "secret", "registration": {"issuer", "redirectUris" …}}; - for standard input',
    )
    .option('--jwks <url>', 'fetch this key set and check it')
    .option('--json', 'one line of JSON')
    .action((options: ChecksOptions) =>
      line.run(options.json === true, async (core) => {
        if (options.setup !== undefined) {
          const answer = await core.call('diagnosis.configuration', readJsonInput(options.setup));
          return printFindings(z.array(checkFindingSchema).parse(answer), answer, options);
        }
        if (options.jwks !== undefined) {
          const answer = keySetDiagnosisSchema.parse(await core.call('diagnosis.jwks', { url: options.jwks }));
          return printFindings(answer.checks, answer, options);
        }
        const register = z.array(registeredCheckSchema).parse(await core.call('diagnosis.checks', {}));
        if (options.json === true) printJson(register, true);
        else
          printLines(register.map(({ id, phases, title }) => `${id.padEnd(7)} ${phases.join(',').padEnd(8)} ${title}`));
        return exitCodes.fine;
      }),
    );
}

function printFindings(checks: readonly CheckFinding[], answer: unknown, { json }: ChecksOptions): ExitCode {
  if (json === true) printJson(answer, true);
  else
    printLines(
      checks.length === 0 ? ['Nothing found.'] : checks.map(({ severity, ticket }) => `${severity}: ${ticket}`),
    );
  return checks.some(({ severity }) => severity === 'error') ? exitCodes.checkFailed : exitCodes.fine;
}
