import type { Command } from 'commander';
import { z } from 'zod';
import {
  type NegativeCase,
  negativeCaseIdSchema,
  negativeCaseSchema,
  type SuiteRun,
  suiteRunSchema,
} from '../../protocol/models/advantage/negative.ts';
import type { Connection } from '../../protocol/models/connection.ts';
import { contractSchema } from '../../protocol/models/contract.ts';
import { type Exchange, exchangeSchema } from '../../protocol/models/exchanges/exchange.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { authoritiesIn } from '../authorities.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { type LaunchAsOptions, launchForm, withChoiceOptions } from '../exchanges/launch-as.ts';
import { savedForm } from '../exchanges/saved-form.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { describeProblem, printJson, printLines } from '../output.ts';
import { unlockVault } from '../passphrase.ts';
import { breaksRule, resultInWords, suiteReport } from '../reporters/from-suite.ts';
import { reportFiles, writeReports } from '../reporters/write.ts';
import { collect, connectionInReach } from '../settings.ts';

type SuiteOptions = LaunchAsOptions & {
  case: string[];
  yes?: boolean;
  strict?: boolean;
  report: string[];
  passphraseFile?: string;
  ca?: string;
  json?: boolean;
};

/** `suite <connection> [operation]`: launches a tool of LTI 1.3 wrongly on purpose and tells what it accepts. */
export function addSuiteCommands(program: Command, line: CommandLine): void {
  const suite = program.command('suite').description('Launches of LTI 1.3 that are wrong on purpose');
  suite
    .command('cases')
    .description('List the cases, what each does and what a tool has to make of it')
    .option('--json', 'one line of JSON')
    .action((options: { json?: boolean }) =>
      line.run(options.json === true, async (core) => {
        const cases = await casesOf(core);
        if (options.json === true) printJson(cases, true);
        else
          printLines(cases.map(({ id, expectation, title, source }) => `${id}  ${expectation}  ${title} (${source})`));
        return exitCodes.fine;
      }),
    );
  withChoiceOptions(suite.command('run <connection> [operation]'))
    .description('Launch a tool rightly, then wrongly case by case; exit code 1 when it breaks a rule')
    .option('--yes', 'the owner of the tool agrees to these launches')
    .option('--case <id>', 'only this case; may be repeated', collect, [])
    .option('--strict', 'accepting what should be refused counts as breaking a rule')
    .option('--ca <file>', 'PEM file of authorities to trust beside the built-in ones')
    .option('--report <kind=file>', 'write reports: junit=FILE,html=FILE,json=FILE; may be repeated', collect, [])
    .option('--passphrase-file <file>', 'file whose first line is the passphrase')
    .option('--json', 'one line of JSON')
    .action((connectionName: string, operationName: string | undefined, options: SuiteOptions) =>
      line.run(
        options.json === true,
        (core) => runSuite(core, { connectionName, operationName, options, appVersion: line.appVersion }),
        { authorities: () => authoritiesIn(options.ca) },
      ),
    );
}

type Asked = { connectionName: string; operationName: string | undefined; options: SuiteOptions; appVersion: string };

async function runSuite(core: CommandLineCore, { connectionName, operationName, options, appVersion }: Asked) {
  const files = reportFiles(options.report);
  const cases = await casesOf(core);
  const chosen = chosenCases(options.case, cases);
  if (options.yes !== true) {
    throw new ProblemError('input.invalid', {
      field: '--yes',
      detail: `${chosen.length + 2} launches reach the tool as a user of the roster: they may create users or courses there. Repeat with --yes if the tool’s owner agrees`,
    });
  }
  await unlockVault(core, options.passphraseFile);
  const connection = await connectionInReach(core, connectionName);
  const saved = await savedForm(core, connection, operationName ?? (await firstLaunch(core, connection)));
  const form = await launchForm(core, connection, saved, options, []);
  const run = await finishedRun(core, { form, cases: chosen, consent: true }, options.json !== true);
  const exchanges = await exchangesOf(core, run);
  const strict = options.strict === true;
  const code = exitCodeOf(run, strict);
  const { environment, contractId: contract } = connection;
  const passed = code === exitCodes.fine;
  writeReports(files, suiteReport({ run, cases, exchanges, environment, contract, passed, strict }, appVersion));
  if (options.json === true) printJson(run, true);
  else printLines(runLines(run, cases));
  return code;
}

async function casesOf(core: CommandLineCore): Promise<NegativeCase[]> {
  return z.array(negativeCaseSchema).parse(await core.call('suite.cases', {}));
}

function chosenCases(given: readonly string[], all: readonly NegativeCase[]): NegativeCase['id'][] {
  if (given.length === 0) return all.map(({ id }) => id);
  return given.map((id) => {
    const known = negativeCaseIdSchema.safeParse(id);
    if (known.success) return known.data;
    throw new ProblemError('input.invalid', { field: '--case', detail: `"${id}" is no case; see “suite cases”` });
  });
}

/** The launch of a link, of those the contract has. */
async function firstLaunch(core: CommandLineCore, { contractId }: Connection): Promise<string> {
  const { operations } = contractSchema.parse(await core.call('contracts.get', { id: contractId }));
  const launches = operations.filter(({ kind }) => kind === 'launch-1.3');
  const found = launches.find(({ lti }) => lti?.messageType === 'LtiResourceLinkRequest') ?? launches[0];
  if (found === undefined) throw new ProblemError('suite.not-possible');
  return found.id;
}

/** Runs it to its end; Control-C ends it after the launch under way, and what was found until then is told. */
async function finishedRun(core: CommandLineCore, input: unknown, tells: boolean): Promise<SuiteRun> {
  let wake = (): void => {};
  const unsubscribe = core.events((event) => {
    if (event.type === 'suite.changed') wake();
  });
  const { id } = z.object({ id: z.string() }).parse(await core.call('suite.run', input));
  const cancel = () => void core.call('suite.cancel', { id });
  process.once('SIGINT', cancel);
  try {
    for (;;) {
      const changed = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const run = suiteRunSchema.parse(await core.call('suite.get', { id }));
      if (tells && process.stderr.isTTY) process.stderr.write(`\rlaunch ${run.results.length} of ${run.cases.length}`);
      if (run.state !== 'running') return run;
      await changed;
    }
  } finally {
    if (tells && process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    process.off('SIGINT', cancel);
    unsubscribe();
  }
}

async function exchangesOf(core: CommandLineCore, { results }: SuiteRun): Promise<Map<string, Exchange>> {
  const found = new Map<string, Exchange>();
  for (const { exchangeId, verdict } of results) {
    if (verdict === 'right' || verdict === 'told') continue;
    found.set(exchangeId, exchangeSchema.parse(await core.call('exchanges.get', { id: exchangeId })));
  }
  return found;
}

function exitCodeOf(run: SuiteRun, strict: boolean): ExitCode {
  if (run.state !== 'finished') return exitCodes.checkFailed;
  return run.results.some((result) => breaksRule(result, strict)) ? exitCodes.checkFailed : exitCodes.fine;
}

const marks = { right: 'ok     ', wrong: 'WRONG  ', risky: 'risky  ', told: 'info   ', unclear: 'unclear' } as const;

function runLines(run: SuiteRun, cases: readonly NegativeCase[]): string[] {
  const count = (verdict: keyof typeof marks) => run.results.filter((one) => one.verdict === verdict).length;
  return [
    ...run.results.map((result) => {
      const title = cases.find(({ id }) => id === result.caseId)?.title ?? result.caseId;
      return `${marks[result.verdict]} ${title}: ${resultInWords(result)}`;
    }),
    `${count('right')} right, ${count('wrong')} wrong, ${count('risky')} risky, ${count('unclear')} unclear; ${run.results.length} of ${run.cases.length} cases tried`,
    ...(run.problem === null ? [] : [describeProblem(run.problem)]),
  ];
}
