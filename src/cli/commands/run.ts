import type { Command } from 'commander';
import { z } from 'zod';
import { flowsCommands } from '../../protocol/commands/flows.ts';
import type { Connection } from '../../protocol/models/connection.ts';
import { type Exchange, exchangeSchema } from '../../protocol/models/exchanges/exchange.ts';
import {
  type Flow,
  type FlowRun,
  type FlowStepRun,
  type FlowValues,
  flowRunSchema,
} from '../../protocol/models/exchanges/flow.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { authoritiesIn } from '../authorities.ts';
import { causeLines } from '../causes.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-codes.ts';
import { findCredential } from '../find-credential.ts';
import { describeProblem, printJson, printLines } from '../output.ts';
import { unlockVault } from '../passphrase.ts';
import { flowReport } from '../reporters/from-flow.ts';
import { reportFiles, writeReports } from '../reporters/write.ts';
import {
  collect,
  connectionInReach,
  nameAndRest,
  type SettingOptions,
  settingsOf,
  settingText,
  wrongOption,
} from '../settings.ts';

type RunOptions = SettingOptions & {
  json?: boolean;
  choose: string[];
  keep: string[];
  keepExisting?: boolean;
  credential?: string;
  resume?: boolean;
  report: string[];
  passphraseFile?: string;
  ca?: string;
};

/** `run <connection> <flow>`: the steps of a flow in order; exit code 1 unless all are done. */
export function addRunCommand(program: Command, line: CommandLine): void {
  program
    .command('run <connection> <flow>')
    .description('Run a flow step by step and judge every answer; exit code 1 unless all steps are done')
    .option('--set <name=value>', 'a value for an input; may be repeated', collect, [])
    .option('--set-env <name=VARIABLE>', 'a value from an environment variable, for secret inputs', collect, [])
    .option('--set-file <name=file>', 'a value from a file, for secret inputs', collect, [])
    .option('--choose <step=name>', 'use an existing entry, by name or id, instead of the step', collect, [])
    .option('--keep-existing', 'keep what the last run made and still exists, as its file says is worth keeping')
    .option('--keep <step>', 'keep what the last run made in this step; may be repeated', collect, [])
    .option('--credential <name>', 'a credential of the vault for the inputs that can come from one')
    .option('--resume', 'go on with the last run where it stopped')
    .option('--report <kind=file>', 'write reports: junit=FILE,html=FILE,json=FILE; may be repeated', collect, [])
    .option('--ca <file>', 'PEM file of certificate authorities to trust beside the known ones')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase')
    .option('--json', 'one line of JSON')
    .action((connectionName: string, flowId: string, options: RunOptions) =>
      line.run(
        options.json === true,
        async (core) => {
          const files = reportFiles(options.report);
          const settings = settingsOf(options);
          await unlockVault(core, options.passphraseFile);
          const connection = await connectionInReach(core, connectionName);
          const flow = await findFlow(core, connection, flowId);
          for (const { name, visible } of settings) {
            if (visible && flow.inputs.find((input) => input.name === name)?.secret) {
              throw wrongOption('--set', name, 'is secret: give it with --set-env or --set-file, which leave no trace');
            }
          }
          const inputs = Object.fromEntries(settings.map((setting) => [setting.name, settingText(setting)]));
          const choices = await chosen(core, connection, flow, options.choose);
          const credentialId =
            options.credential === undefined ? undefined : (await findCredential(core, options.credential)).id;
          const begin = { inputs, choices, credentialId, options };
          const run = await startAndWait(core, () => start(core, connection, flow, begin));
          const exchanges = await exchangesOf(core, run);
          report(flow, run, exchanges, options.json === true);
          writeReports(files, flowReport({ flow, run, connection, exchanges }, line.appVersion));
          return exitCodeFor(run);
        },
        { authorities: () => authoritiesIn(options.ca) },
      ),
    );
}

async function findFlow(core: CommandLineCore, { contractId }: Connection, id: string): Promise<Flow> {
  const flows = flowsCommands['flows.list'].output.parse(await core.call('flows.list', { contractId }));
  const found = flows.find((flow) => flow.id === id || flow.title === id);
  if (found === undefined) throw new ProblemError('not-found', { params: { what: 'flow', id } });
  return found;
}

/** What stands in the list, by name or by the value of one of its outputs. */
async function chosen(
  core: CommandLineCore,
  connection: Connection,
  flow: Flow,
  options: readonly string[],
): Promise<Record<string, FlowValues>> {
  const found: Record<string, FlowValues> = {};
  for (const option of options) {
    const { name: stepId, value } = nameAndRest('--choose', option);
    const input = { connectionId: connection.id, flowId: flow.id, stepId };
    const { items } = flowsCommands['flows.choices'].output.parse(await core.call('flows.choices', input));
    const item = items.find(
      ({ label, outputs }) => label === value || Object.values(outputs).some((output) => String(output) === value),
    );
    if (item === undefined) throw new ProblemError('not-found', { params: { what: stepId, id: value } });
    found[stepId] = item.outputs;
  }
  return found;
}

/** The steps whose results are kept. */
function keptSteps(flow: Flow, choices: Record<string, FlowValues>, { keep, keepExisting }: RunOptions): string[] {
  const unknown = keep.find((step) => !flow.steps.some(({ id }) => id === step));
  if (unknown !== undefined) {
    const steps = flow.steps.map(({ id }) => id).join(', ');
    throw wrongOption('--keep', unknown, `is no step of the flow; its steps are ${steps}`);
  }
  const meant = flow.steps.filter((step) => keep.includes(step.id) || (keepExisting === true && step.keep));
  return meant.map(({ id }) => id).filter((id) => !Object.hasOwn(choices, id));
}

type Start = {
  inputs: Record<string, string>;
  choices: Record<string, FlowValues>;
  credentialId: string | undefined;
  options: RunOptions;
};

async function start(
  core: CommandLineCore,
  connection: Connection,
  flow: Flow,
  { inputs, choices, credentialId, options }: Start,
): Promise<string> {
  const runs = z.array(flowRunSchema).parse(await core.call('flows.runs', { connectionId: connection.id }));
  const last = runs.find(({ flowId }) => flowId === flow.id);
  const answer = z.object({ id: z.string() });
  if (options.resume === true) {
    if (last === undefined) throw new ProblemError('not-found', { params: { what: 'flow run', id: flow.id } });
    return answer.parse(await core.call('flows.resume', { id: last.id, inputs, choices, credentialId })).id;
  }
  const kept = keptSteps(flow, choices, options);
  const reuse = kept.length > 0 && last !== undefined ? { runId: last.id, stepIds: kept } : null;
  const input = { connectionId: connection.id, flowId: flow.id, inputs, choices, reuse, credentialId };
  return answer.parse(await core.call('flows.start', input)).id;
}

async function startAndWait(core: CommandLineCore, begin: () => Promise<string>): Promise<FlowRun> {
  const over = new Set<string>();
  let wake = (): void => {};
  const unsubscribe = core.events((event) => {
    if (event.type === 'flow.changed' && event.state !== 'running') {
      over.add(event.id);
      wake();
    }
  });
  try {
    const id = await begin();
    while (!over.has(id)) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return flowRunSchema.parse(await core.call('flows.get', { id }));
  } finally {
    unsubscribe();
  }
}

/** The exchanges of the steps that the history still has. */
async function exchangesOf(core: CommandLineCore, { steps }: FlowRun): Promise<ReadonlyMap<string, Exchange>> {
  const found = new Map<string, Exchange>();
  for (const { exchangeId } of steps) {
    if (exchangeId === null) continue;
    try {
      found.set(exchangeId, exchangeSchema.parse(await core.call('exchanges.get', { id: exchangeId })));
    } catch (error) {
      if (!(error instanceof ProblemError && error.problem.code === 'not-found')) throw error;
    }
  }
  return found;
}

function report(flow: Flow, run: FlowRun, exchanges: ReadonlyMap<string, Exchange>, json: boolean): void {
  if (json) {
    printJson(run, true);
    return;
  }
  printLines([
    `${flow.title}: ${run.state}`,
    ...run.steps.flatMap((step, index) => [
      ...stepLines(flow, step, index + 1),
      ...causeLines(exchanges.get(step.exchangeId ?? '')?.verdictDetail?.causes ?? []).map((text) => `   ${text}`),
    ]),
  ]);
}

function stepLines(flow: Flow, step: FlowStepRun, number: number): string[] {
  const title = flow.steps.find(({ id }) => id === step.stepId)?.title ?? step.stepId;
  const how = step.state === 'done' && step.source !== 'sent' ? step.source : step.state;
  const outputs = Object.entries(step.outputs).map(([name, value]) => `     ${name} = ${value}`);
  const failure = step.failure === null ? [] : [`     ${failureText(step.failure)}`];
  const headline = step.headline === '' || step.failure?.detail === step.headline ? [] : [`     ${step.headline}`];
  const note = step.note === null ? [] : [`     ${noteText(step.note)}`];
  return [
    `  ${number}. ${title}: ${how}${step.status === null ? '' : ` (${step.status})`}`,
    ...note,
    ...headline,
    ...failure,
    ...outputs,
  ];
}

function noteText({ kind, outputs }: NonNullable<FlowStepRun['note']>): string {
  const before = Object.entries(outputs).map(([name, value]) => `${name} = ${value}`);
  const why = kind === 'gone' ? 'no longer exists' : 'belongs to something that was made anew';
  return `what the earlier run made (${before.join(', ')}) ${why}, so it was made anew`;
}

function failureText({ problem, detail }: NonNullable<FlowStepRun['failure']>): string {
  return problem === null ? detail : describeProblem(problem);
}

function exitCodeFor(run: FlowRun): ExitCode {
  if (run.state === 'finished') return exitCodes.fine;
  const problem = run.steps.find(({ state }) => state === 'failed')?.failure?.problem;
  return problem == null ? exitCodes.checkFailed : exitCodeOf(problem);
}
