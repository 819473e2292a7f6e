import type { Command } from 'commander';
import { httpStage } from '../../core/adapters/node/http-stage/http-stage.ts';
import { createTrust } from '../../core/authorities/trust.ts';
import { createTransport } from '../../core/http/index.ts';
import { launchModeSchema } from '../../protocol/models/exchanges/exchange.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { authoritiesIn } from '../authorities.ts';
import type { CommandLine } from '../command-line.ts';
import { legLines } from '../exchanges/advantage.ts';
import { type LaunchAsOptions, launchForm, withChoiceOptions } from '../exchanges/launch-as.ts';
import { exitCodeFor, printExchange } from '../exchanges/outcome.ts';
import { savedForm } from '../exchanges/saved-form.ts';
import {
  awaited,
  contentItemRequest,
  outcomeWait,
  serviceLines,
  serviceTrouble,
  waitForServices,
} from '../exchanges/services.ts';
import { startAndWait } from '../exchanges/start-and-wait.ts';
import { exitCodes } from '../exit-codes.ts';
import { printLines } from '../output.ts';
import { unlockVault } from '../passphrase.ts';
import { exchangeReport } from '../reporters/from-exchange.ts';
import { reportFiles, writeReports } from '../reporters/write.ts';
import { collect, connectionInReach, milliseconds, type SettingOptions, settingsOf } from '../settings.ts';

type LaunchOptions = SettingOptions &
  LaunchAsOptions & {
    json?: boolean;
    anyway?: boolean;
    accepted?: boolean;
    mode?: string;
    passphraseFile?: string;
    report: string[];
    timeout: string;
    ca?: string;
  };

/** `launch <connection> <operation>`: a saved launch, followed with an HTTP client as a browser would follow it. */
export function addLaunchCommand(program: Command, line: CommandLine): void {
  withChoiceOptions(program.command('launch <connection> <operation>'))
    .description(
      'Launch a tool, follow the launch without a browser and judge the answer; exit code 1 unless it conforms',
    )
    .option('--roles <list>', 'roles as they are sent, separated by commas')
    .option('--outcomes', 'offer Basic Outcomes, for as long as the command runs')
    .option('--return-url', 'offer a return URL, for as long as the command runs')
    .option(
      '--wait-outcomes <seconds>',
      'offer Basic Outcomes and wait this long for a result; exit code 1 without one',
    )
    .option(
      '--select-content',
      'ask for a selection of content and wait for the tool’s answer, no longer than --timeout',
    )
    .option('--media-types <list>', 'media types a selection may have')
    .option('--targets <list>', 'presentation targets a selection may have')
    .option('--accept-multiple', 'a selection may have several items')
    .option('--accept-unsigned', 'a selection need not be signed')
    .option('--auto-create', 'a selection is taken over without a person confirming it')
    .option('--login <method>', 'LTI 1.3: initiate the login by get or post')
    .option('--deployment <id>', 'LTI 1.3: in this deployment; the first of the registration otherwise')
    .option('--target <url>', 'LTI 1.3: the page of the tool to open (target_link_uri)')
    .option('--claims <file>', 'LTI 1.3: JSON merged over the claims; null takes one away; - is standard input')
    .option('--anonymous', 'LTI 1.3: without sub, name and e-mail address')
    .option('--wrong <case>', 'LTI 1.3: one thing done wrong on purpose; “suite cases” names them')
    .option('--set <name=value>', 'a value for a field; may be repeated', collect, [])
    .option('--set-env <name=VARIABLE>', 'a value from an environment variable, for secret fields', collect, [])
    .option('--set-file <name=file>', 'a value from a file, for secret fields', collect, [])
    .option(
      '--mode <mode>',
      'window or iframe: what cookies and frame headers are judged by; both side by side only in the app',
    )
    .option('--anyway', 'launch even when the form breaks the contract')
    .option('--accepted', 'exit code 1 for a documented refusal (400 and above) too')
    .option('--timeout <ms>', 'milliseconds for each page with its redirects', '30000')
    .option('--ca <file>', 'PEM file of authorities to trust beside the built-in ones')
    .option('--report <kind=file>', 'write reports: junit=FILE,html=FILE,json=FILE; may be repeated', collect, [])
    .option('--passphrase-file <file>', 'file whose first line is the passphrase')
    .option('--json', 'one line of JSON')
    .action((connectionName: string, operationName: string, options: LaunchOptions) => {
      const { appVersion } = line;
      const stage = () =>
        httpStage({
          transport: (authorities) => createTransport({ trusted: createTrust(authorities).all }),
          userAgent: `Countersign/${appVersion}`,
          timeoutMs: milliseconds(options.timeout),
        });
      return line.run(
        options.json === true,
        async (core) => {
          const files = reportFiles(options.report);
          const settings = settingsOf(options);
          const mode = modeOf(options.mode);
          const outcomeMs = outcomeWait(options);
          contentItemRequest(options);
          await unlockVault(core, options.passphraseFile);
          const connection = await connectionInReach(core, connectionName);
          const saved = await savedForm(core, connection, operationName);
          if (saved.operation.kind === 'request') {
            throw new ProblemError('input.invalid', {
              field: '--operation',
              detail: `${saved.operation.id} is a request, not a launch: use “send”`,
            });
          }
          const form = await launchForm(core, connection, saved, options, settings);
          const launched = await startAndWait(core, 'exchanges.launch', {
            form,
            anyway: options.anyway === true,
            mode: mode ?? saved.draft.launchMode ?? 'window',
          });
          const wanted = awaited(form.platform, milliseconds(options.timeout), outcomeMs);
          const exchange = await waitForServices(core, launched, wanted);
          const trouble = exchange.problem === null ? serviceTrouble(exchange, wanted) : null;
          printExchange(exchange, options.json === true);
          if (options.json !== true) {
            printLines([...legLines(exchange), ...serviceLines(exchange), ...(trouble === null ? [] : [trouble])]);
          }
          const judged = exitCodeFor(exchange, { accepted: options.accepted === true });
          const code = judged === exitCodes.fine && trouble !== null ? exitCodes.checkFailed : judged;
          writeReports(
            files,
            exchangeReport('launch', exchange, { passed: code === exitCodes.fine, trouble }, appVersion),
          );
          return code;
        },
        { stage, authorities: () => authoritiesIn(options.ca) },
      );
    });
}

function modeOf(text: string | undefined) {
  const parsed = launchModeSchema.optional().safeParse(text);
  if (parsed.success) return parsed.data;
  throw new ProblemError('input.invalid', { field: '--mode', detail: 'expected window or iframe' });
}
