import type { Command } from 'commander';
import { z } from 'zod';
import { registeredCheckSchema } from '../../protocol/models/check-register.ts';
import {
  type CheckFinding,
  type CredentialDiagnosis,
  checkFindingSchema,
  credentialDiagnosisSchema,
  keySetDiagnosisSchema,
  proxyDiagnosisSchema,
} from '../../protocol/models/diagnosis.ts';
import type { CommandLine } from '../command-line.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { readJsonInput } from '../read-input.ts';

type ChecksOptions = {
  setup?: string;
  jwks?: string;
  proxy?: string;
  credentials?: boolean;
  olderThan?: string;
  json?: boolean;
};

/** `checks`: the checks of the doctor; with an option those on a setup, the vault, or something of the network. */
export function addCheckCommands(program: Command, line: CommandLine): void {
  program
    .command('checks')
    .description('List the checks of the doctor, or check a setup, a key set, a proxy or the credentials')
    .option(
      '--setup <file>',
      'JSON: {"url", "consumerKey", "secret", "registration": {"issuer", "redirectUris" …}}; - for standard input',
    )
    .option('--jwks <url>', 'fetch this key set and check it')
    .option('--proxy <url>', 'ask this echo of a tool which scheme and host it sees')
    .option('--credentials', 'check the credentials of the vault: expiry, rotation, age, use, environments')
    .option('--older-than <days>', 'with --credentials: days after which one is old (365)')
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
        if (options.proxy !== undefined) {
          const answer = proxyDiagnosisSchema.parse(await core.call('diagnosis.proxy', { url: options.proxy }));
          return printFindings(answer.checks, answer, options);
        }
        if (options.credentials === true) {
          const answer = await core.call('diagnosis.credentials', {
            ...(options.olderThan === undefined ? {} : { olderThanDays: Number(options.olderThan) }),
          });
          return printCredentials(z.array(credentialDiagnosisSchema).parse(answer), options);
        }
        const register = z.array(registeredCheckSchema).parse(await core.call('diagnosis.checks', {}));
        if (options.json === true) printJson(register, true);
        else
          printLines(register.map(({ id, phases, title }) => `${id.padEnd(7)} ${phases.join(',').padEnd(8)} ${title}`));
        return exitCodes.fine;
      }),
    );
}

function printCredentials(found: readonly CredentialDiagnosis[], { json }: ChecksOptions): ExitCode {
  if (json === true) printJson(found, true);
  else {
    const lines = found.flatMap(({ name, checks }) => checks.map(({ ticket }) => `${name}: ${ticket}`));
    printLines(lines.length === 0 ? ['Nothing found.'] : lines);
  }
  const isWrong = found.some(({ checks }) => checks.some(({ severity }) => severity === 'error'));
  return isWrong ? exitCodes.checkFailed : exitCodes.fine;
}

function printFindings(checks: readonly CheckFinding[], answer: unknown, { json }: ChecksOptions): ExitCode {
  if (json === true) printJson(answer, true);
  else
    printLines(
      checks.length === 0 ? ['Nothing found.'] : checks.map(({ severity, ticket }) => `${severity}: ${ticket}`),
    );
  return checks.some(({ severity }) => severity === 'error') ? exitCodes.checkFailed : exitCodes.fine;
}
