import type { Command } from 'commander';
import { z } from 'zod';
import { formDraftSchema } from '../../protocol/commands/connections.ts';
import { type Connection, connectionSchema } from '../../protocol/models/connection.ts';
import { contractSchema, type FormValue } from '../../protocol/models/contract.ts';
import { type Exchange, exchangeSchema } from '../../protocol/models/exchange.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-codes.ts';
import { describeProblem, printJson, printLines } from '../output.ts';
import { unlockVault } from '../passphrase.ts';
import { readText } from '../read-input.ts';

type SendOptions = {
  json?: boolean;
  anyway?: boolean;
  set: string[];
  setEnv: string[];
  setFile: string[];
  passphraseFile?: string;
  timeout: string;
};

/** A value given on the command line, and whether it stood there itself, where other users of the machine can read it. */
type Setting = { name: string; value: string; visible: boolean };

/** `send <connection> <operation>`: the form as last filled in the window, with values set on the command line. */
export function addSendCommand(program: Command, line: CommandLine): void {
  program
    .command('send <connection> <operation>')
    .description('Send a saved request and judge the answer; exit code 1 unless it conforms')
    .option('--set <name=value>', 'a value for a field; may be repeated', collect, [])
    .option('--set-env <name=VARIABLE>', 'a value from an environment variable, for secret fields', collect, [])
    .option('--set-file <name=file>', 'a value from a file, for secret fields', collect, [])
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

function collect(value: string, all: string[]): string[] {
  return [...all, value];
}

function settingsOf({ set, setEnv, setFile }: SendOptions): Setting[] {
  return [
    ...set.map((text) => ({ ...nameAndRest('--set', text), visible: true })),
    ...setEnv.map((text) => {
      const { name, value: variable } = nameAndRest('--set-env', text);
      const value = process.env[variable];
      if (value === undefined) {
        throw wrongOption('--set-env', name, `names the environment variable ${variable}, which is not set`);
      }
      return { name, value, visible: false };
    }),
    ...setFile.map((text) => {
      const { name, value: file } = nameAndRest('--set-file', text);
      return { name, value: readText(file).replace(/\r?\n$/, ''), visible: false };
    }),
  ];
}

function nameAndRest(option: string, text: string): { name: string; value: string } {
  const equals = text.indexOf('=');
  if (equals < 1) {
    throw new ProblemError('input.invalid', { field: option, detail: 'expected name=value' });
  }
  return { name: text.slice(0, equals), value: text.slice(equals + 1) };
}

/** Quotes no value: it may be a secret given in the wrong place. */
function wrongOption(option: string, name: string, why: string): ProblemError {
  return new ProblemError('input.invalid', { field: `${option} ${name}`, detail: `${name} ${why}` });
}

function milliseconds(text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new ProblemError('input.invalid', { field: '--timeout', detail: 'expected a number of milliseconds' });
  }
  return Number(text);
}

async function findConnection(core: CommandLineCore, name: string): Promise<Connection> {
  const all = z.array(connectionSchema).parse(await core.call('connections.list', {}));
  const found = all.find((connection) => connection.id === name || connection.name === name);
  if (found === undefined) {
    throw new ProblemError('not-found', { params: { what: 'connection', id: name } });
  }
  return found;
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
  const given = settings.map(({ name, value, visible }): FormValue => {
    const field = operation.fields.find((candidate) => candidate.name === name);
    if (visible && field?.secret === true) {
      throw wrongOption('--set', name, 'is a secret field: give it with --set-env or --set-file, which leave no trace');
    }
    return { name, value, in: field?.in ?? (operation.bodyEncoding === 'none' ? 'query' : 'body') };
  });
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
