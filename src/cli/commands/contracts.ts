import { basename, extname } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { contractsCommands } from '../../protocol/commands/contracts.ts';
import { type ContractError, contractSummarySchema } from '../../protocol/models/contract.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { readText } from '../read-input.ts';

type Options = { json?: boolean; check?: boolean; id?: string };

/** `contracts list | import | import-flows | delete-flows`: the user's own OpenAPI and Arazzo files. */
export function addContractCommands(program: Command, line: CommandLine): void {
  const contracts = program.command('contracts').description('Bring OpenAPI and Arazzo files of your own');
  addList(contracts, line);
  addImport(contracts, line);
  addImportFlows(contracts, line);
  contracts
    .command('delete-flows <contract>')
    .description('Take the flows of an imported contract away')
    .option('--json', 'one line of JSON')
    .action((id: string, options: Options) =>
      line.run(options.json === true, async (core) => {
        printJson(await core.call('contracts.deleteFlows', { id }), options.json === true);
        return exitCodes.fine;
      }),
    );
}

function addList(contracts: Command, line: CommandLine): void {
  contracts
    .command('list')
    .description('List the contracts, built in and imported')
    .option('--json', 'one line of JSON')
    .action((options: Options) =>
      line.run(options.json === true, async (core) => {
        const rows = z.array(contractSummarySchema).parse(await core.call('contracts.list', {}));
        if (options.json === true) printJson(rows, true);
        else {
          printLines(
            rows.map(({ id, title, version, builtIn, operationCount }) =>
              [id, title, version, builtIn ? 'built in' : 'imported', `${operationCount} operations`].join('\t'),
            ),
          );
        }
        return exitCodes.fine;
      }),
    );
}

function addImport(contracts: Command, line: CommandLine): void {
  contracts
    .command('import <file>')
    .description('Import an OpenAPI 3.1 file; exit code 1 when it is not valid, with every place that is wrong')
    .option('--id <id>', 'the id it goes by; left out, the name of the file')
    .option('--check', 'say what it holds without keeping it')
    .option('--json', 'one line of JSON')
    .action((file: string, options: Options) =>
      line.run(options.json === true, async (core) => {
        const text = readText(file);
        const checked = contractsCommands['contracts.check'].output.parse(await core.call('contracts.check', { text }));
        if (!checked.ok) return refuse(checked.errors, options);
        const id = options.id ?? basename(file, extname(file)).toLowerCase();
        if (options.check !== true) await core.call('contracts.import', { id, text });
        const { operations, summary } = checked.contract;
        if (options.json === true) printJson({ id, operations: operations.map((operation) => operation.id) }, true);
        else printLines([`${id}: ${summary.title}`, ...operations.map((one) => `  ${one.id}: ${one.title}`)]);
        return exitCodes.fine;
      }),
    );
}

function addImportFlows(contracts: Command, line: CommandLine): void {
  contracts
    .command('import-flows <contract> <file>')
    .description('Import an Arazzo 1.0 file for an imported contract; exit code 1 when it is not valid')
    .option('--check', 'say what it holds without keeping it')
    .option('--json', 'one line of JSON')
    .action((id: string, file: string, options: Options) =>
      line.run(options.json === true, async (core) => {
        const input = { id, text: readText(file) };
        const { output } = contractsCommands['contracts.checkFlows'];
        const checked = output.parse(await core.call('contracts.checkFlows', input));
        if (!checked.ok) return refuse(checked.errors, options);
        if (options.check !== true) await core.call('contracts.importFlows', input);
        if (options.json === true) printJson({ id, flows: checked.flows.map((flow) => flow.id) }, true);
        else printLines(checked.flows.map((flow) => `${flow.id}: ${flow.title} (${flow.steps.length} steps)`));
        return exitCodes.fine;
      }),
    );
}

function refuse(errors: readonly ContractError[], { json }: Options) {
  if (json === true) printJson({ errors }, true);
  else {
    printLines(
      errors.map(({ line, column, path, message }) => `line ${line ?? 1}:${column ?? 1} ${path || '/'}: ${message}`),
    );
  }
  return exitCodes.checkFailed;
}
