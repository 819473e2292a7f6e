import type { Command } from 'commander';
import { z } from 'zod';
import { formDraftSchema } from '../../protocol/commands/connections.ts';
import type { Connection } from '../../protocol/models/connection.ts';
import { contractSchema, type FormValue } from '../../protocol/models/contract.ts';
import { type Exchange, exchangeSchema } from '../../protocol/models/exchange.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-codes.ts';
import { describeProblem, printJson, printLines } from '../output.ts';
import { unlockVault } from '../passphrase.ts';
import { sendFile } from '../send-file.ts';
import {
  collect,
  findConnection,
  type Setting,
  type SettingOptions,
  settingsOf,
  settingText,
  wrongOption,
} from '../settings.ts';

type SendOptions = SettingOptions & {
  json?: boolean;
  anyway?: boolean;
  passphraseFile?: string;
  timeout: string;
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
    .option('--timeout <ms>', 'milliseconds for the whole exchange', '30000')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase')
    .option('--json', 'one line of JSON')
    .action((connectionName: string, operationId: string, options: SendOptions) =>
      line.run(options.json === true, async (core) => {
        const timeoutMs = milliseconds(options.timeout);
        const settings = settingsOf(options);
        await unlockVault(core, options.passphraseFile);
        const connection = await findConnection(core, connectionName);
        const values = await formValues(core, connection, operationId, settings);
        const exchange = await sendAndWait(core, {
          form: { connectionId: connection.id, operationId, values },
          anyway: options.anyway === true,
          timeoutMs,
        });
        report(exchange, options.json === true);
        return exitCodeFor(exchange);
      }),
    );
}

function milliseconds(text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new ProblemError('input.invalid', { field: '--timeout', detail: 'expected a number of milliseconds' });
  }
  return Number(text);
}

async function formValues(
  core: CommandLineCore,
  connection: Connection,
  operationId: string,
  settings: readonly Setting[],
): Promise<FormValue[]> {
  const contract = contractSchema.parse(await core.call('contracts.get', { id: connection.contractId }));
  const operation = contract.operations.find(({ id }) => id === operationId);
  if (operation === undefined) {
    throw new ProblemError('operation.unknown', {
      params: { operation: operationId, contract: connection.contractId },
    });
  }
  const saved = formDraftSchema.parse(await core.call('connections.loadForm', { id: connection.id, operationId }));
  const given: FormValue[] = [];
  for (const setting of settings) {
    const { name, visible } = setting;
    const field = operation.fields.find((candidate) => candidate.name === name);
    if (visible && field?.secret === true) {
      throw wrongOption('--set', name, 'is a secret field: give it with --set-env or --set-file, which leave no trace');
    }
    const place = { name, in: field?.in ?? (operation.bodyEncoding === 'none' ? 'query' : 'body') } as const;
    given.push(
      field?.file !== undefined && setting.path !== undefined
        ? { ...place, value: '', file: await sendFile(core, setting.path) }
        : { ...place, value: settingText(setting) },
    );
  }
  const replaced = new Set(given.map(({ name }) => name));
  return [...saved.values.filter(({ name }) => !replaced.has(name)), ...given];
}

async function sendAndWait(core: CommandLineCore, input: unknown): Promise<Exchange> {
  const over = new Set<string>();
  let wake = (): void => {};
  const unsubscribe = core.events((event) => {
    if (event.type === 'exchange.changed' && event.exchange.state !== 'running') {
      over.add(event.exchange.id);
      wake();
    }
  });
  try {
    const { id } = z.object({ id: z.string() }).parse(await core.call('exchanges.send', input));
    while (!over.has(id)) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return exchangeSchema.parse(await core.call('exchanges.get', { id }));
  } finally {
    unsubscribe();
  }
}

function report(exchange: Exchange, json: boolean): void {
  if (json) {
    printJson(exchange, true);
    return;
  }
  const lines = [
    `${exchange.method} ${exchange.url}`,
    ...exchange.hops.map((hop) => `  ${hop.status ?? '---'} ${hop.method} ${hop.url}`),
    exchange.problem === null ? exchange.headline : describeProblem(exchange.problem),
    ...(exchange.verdictDetail?.checks ?? []).map(
      (check) =>
        `  ${check.level.padEnd(7)} ${check.id}: expected ${check.expected}, was ${check.actual} [${check.source}]`,
    ),
  ];
  printLines(lines);
}

function exitCodeFor(exchange: Exchange): ExitCode {
  if (exchange.problem !== null) {
    return exitCodeOf(exchange.problem);
  }
  return exchange.verdict === 'conforms' ? exitCodes.fine : exitCodes.checkFailed;
}
