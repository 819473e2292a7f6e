import type { Command } from 'commander';
import { z } from 'zod';
import { connectionSchema } from '../../protocol/models/connection.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { addConnectionsExport } from './connections-export.ts';
import { addImport } from './vault-import.ts';

/** `connections list | export | import`. */
export function addConnectionCommands(program: Command, line: CommandLine): void {
  const connections = program.command('connections').description('Look at the connections without the window');
  connections
    .command('list')
    .description('List the connections with their last verdict')
    .option('--json', 'one line of JSON')
    .action((options: { json?: boolean }) =>
      line.run(options.json === true, async (core) => {
        const rows = z.array(connectionSchema).parse(await core.call('connections.list', {}));
        if (options.json === true) {
          printJson(rows, true);
        } else {
          printLines(
            rows.map((row) =>
              [row.name, row.environment, row.contractId, row.baseUrl, row.lastVerdict ?? 'never tried'].join('\t'),
            ),
          );
        }
        return exitCodes.fine;
      }),
    );
  addConnectionsExport(connections, line);
  addImport(connections, line, 'Import a connection file or vault file');
}
