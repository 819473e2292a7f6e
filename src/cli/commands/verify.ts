import type { Command } from 'commander';
import { MAX_BUNDLE_LENGTH } from '../../protocol/models/data/bundle.ts';
import { type VerifyOutput, verifyOutputSchema } from '../../protocol/models/signing.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLine } from '../command-line.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { readJsonInput, readText } from '../read-input.ts';

type VerifyOptions = { in?: string; bundle?: string; secretFile?: string; secretEnv?: string; json?: boolean };

/** `verify`: a received message as JSON, or an evidence file somebody sent, checked with one's own secret. No vault needed. */
export function addVerifyCommand(program: Command, line: CommandLine): void {
  program
    .command('verify')
    .description('Check the signature of a received message; exit code 1 when it is invalid')
    .option('--in <file>', 'JSON document to read, - for standard input')
    .option('--bundle <file>', 'an evidence file (HTML or JSON) instead, - for standard input')
    .option('--secret-file <file>', 'with --bundle: file that holds your secret and nothing else')
    .option('--secret-env <name>', 'with --bundle: environment variable that holds your secret')
    .option('--json', 'one line of JSON')
    .action((options: VerifyOptions) =>
      line.run(options.json === true, async (core) => {
        const { in: file, bundle } = options;
        if ((file === undefined) === (bundle === undefined)) throw wrongOption('--in', 'give one of --in and --bundle');
        if (file !== undefined) {
          const output = verifyOutputSchema.parse(await core.call('signing.verify', readJsonInput(file)));
          printJson(output, options.json === true);
          return exitCodeFor(output);
        }
        const secret = ownSecret(options);
        const text = readText(bundle ?? '-');
        if (text.length > MAX_BUNDLE_LENGTH) {
          throw new ProblemError('input.too-large', { params: { limit: `${MAX_BUNDLE_LENGTH} characters` } });
        }
        const output = verifyOutputSchema.parse(await core.call('bundle.verify', { text, secret }));
        if (options.json === true) printJson(output, true);
        else printLines(verdictLines(output));
        return exitCodeFor(output);
      }),
    );
}

function exitCodeFor({ verdict }: VerifyOutput): ExitCode {
  return verdict === 'valid' ? exitCodes.fine : exitCodes.checkFailed;
}

function wrongOption(field: string, detail: string): ProblemError {
  return new ProblemError('input.invalid', { field, detail });
}

/** Without the line end an editor puts at the end of a file: it is no part of the secret. */
function ownSecret({ secretFile, secretEnv }: VerifyOptions): string {
  if ((secretFile === undefined) === (secretEnv === undefined)) {
    throw wrongOption('--secret-file', 'give one of --secret-file and --secret-env');
  }
  const secret =
    secretFile !== undefined
      ? readText(secretFile)
          .replace(/^\uFEFF/, '')
          .replace(/\r?\n$/, '')
      : (process.env[secretEnv ?? ''] ?? '');
  if (secret !== '') return secret;
  throw wrongOption(
    secretFile === undefined ? '--secret-env' : '--secret-file',
    secretFile === undefined ? `the variable ${secretEnv} is not set` : 'the file is empty',
  );
}

function verdictLines({ verdict, receivedSignature, expectedSignature, baseString, findings }: VerifyOutput): string[] {
  return [
    verdict === 'valid'
      ? 'Signature: valid. Your secret gives the signature that stands in the message.'
      : 'Signature: invalid. Your secret does not give the signature that stands in the message.',
    `  in the message: ${receivedSignature ?? 'none'}`,
    `  with your secret: ${expectedSignature}`,
    ...findings.flatMap(({ cause, title, detail, fix }) => [
      '',
      `${title} [${cause}]`,
      `  ${detail}`,
      `  what to do: ${fix}`,
    ]),
    '',
    `Base string: ${baseString}`,
  ];
}
