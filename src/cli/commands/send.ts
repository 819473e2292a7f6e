import type { Command } from 'commander';
import { authoritiesIn } from '../authorities.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodeFor, printExchange } from '../exchanges/outcome.ts';
import { savedForm, signingOf, withSettings } from '../exchanges/saved-form.ts';
import { startAndWait } from '../exchanges/start-and-wait.ts';
import { exitCodes } from '../exit-codes.ts';
import { unlockVault } from '../passphrase.ts';
import { exchangeReport } from '../reporters/from-exchange.ts';
import { reportFiles, writeReports } from '../reporters/write.ts';
import { collect, connectionInReach, milliseconds, type SettingOptions, settingsOf } from '../settings.ts';

type SendOptions = SettingOptions & {
  json?: boolean;
  anyway?: boolean;
  accepted?: boolean;
  passphraseFile?: string;
  report: string[];
  timeout: string;
  ca?: string;
};

/** `send <connection> <operation>`: the form as last filled in the window, with values set on the command line. */
export function addSendCommand(program: Command, line: CommandLine): void {
  program
    .command('send <connection> <operation>')
    .description('Send a saved request and judge the answer; exit code 1 unless it conforms')
    .option('--set <name=value>', 'a value for a field; may be repeated', collect, [])
    .option('--set-env <name=VARIABLE>', 'a value from an environment variable, for secret fields', collect, [])
    .option(
      '--set-file <name=file>',
      'a value from a file: a secret, or the file itself for a field that is one',
      collect,
      [],
    )
    .option('--anyway', 'send even when the form breaks the contract')
    .option('--accepted', 'exit code 1 for a documented refusal (400 and above) too')
    .option('--timeout <ms>', 'milliseconds for the whole exchange', '30000')
    .option('--ca <file>', 'PEM file of authorities to trust beside the built-in ones')
    .option('--report <kind=file>', 'write reports: junit=FILE,html=FILE,json=FILE; may be repeated', collect, [])
    .option('--passphrase-file <file>', 'file whose first line is the passphrase')
    .option('--json', 'one line of JSON')
    .action((connectionName: string, operationName: string, options: SendOptions) =>
      line.run(
        options.json === true,
        async (core) => {
          const timeoutMs = milliseconds(options.timeout);
          const files = reportFiles(options.report);
          const settings = settingsOf(options);
          await unlockVault(core, options.passphraseFile);
          const connection = await connectionInReach(core, connectionName);
          const { operation, draft } = await savedForm(core, connection, operationName);
          const exchange = await startAndWait(core, 'exchanges.send', {
            form: {
              connectionId: connection.id,
              operationId: operation.id,
              values: await withSettings(core, operation, draft.values, settings),
              ...signingOf(draft),
            },
            anyway: options.anyway === true,
            timeoutMs,
          });
          printExchange(exchange, options.json === true);
          const code = exitCodeFor(exchange, { accepted: options.accepted === true });
          writeReports(
            files,
            exchangeReport('send', exchange, { passed: code === exitCodes.fine, trouble: null }, line.appVersion),
          );
          return code;
        },
        { authorities: () => authoritiesIn(options.ca) },
      ),
    );
}
