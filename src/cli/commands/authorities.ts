import type { Command } from 'commander';
import { type Authorities, authoritiesSchema } from '../../protocol/models/authority.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { readText } from '../read-input.ts';

type AuthorityOptions = { json?: boolean };
type Ask = (core: CommandLineCore) => Promise<unknown>;

/** `authorities [add | remove | use]`: whom the app and every command believe beside the built-in authorities. */
export function addAuthorityCommands(program: Command, line: CommandLine): void {
  const run = (json: boolean | undefined, ask: Ask) =>
    line.run(json === true, async (core) => {
      const authorities = authoritiesSchema.parse(await ask(core));
      if (json === true) printJson(authorities, true);
      else printLines(linesOf(authorities));
      return exitCodes.fine;
    });
  const authorities = program
    .command('authorities')
    .description('List the certificate authorities trusted beside the built-in ones')
    .option('--json', 'one line of JSON')
    .action(({ json }: AuthorityOptions) => run(json, (core) => core.call('authorities.list', {})));
  authorities
    .command('add <file>')
    .description('Trust the authorities in a PEM file, for every request from now on')
    .action((file: string) =>
      run(asJson(authorities), (core) => core.call('authorities.add', { pem: readText(file) })),
    );
  authorities
    .command('remove <fingerprint>')
    .description('Trust an authority no longer')
    .action((fingerprint: string) =>
      run(asJson(authorities), (core) => core.call('authorities.remove', { fingerprint })),
    );
  authorities
    .command('use-system <yes|no>')
    .description('Whether the authorities of this computer count for requests')
    .action((answer: string) =>
      run(asJson(authorities), (core) => core.call('authorities.use', { system: answer === 'yes' })),
    );
}

function asJson(authorities: Command): boolean {
  return authorities.opts<AuthorityOptions>().json === true;
}

function linesOf({ added, system }: Authorities): string[] {
  return [
    ...added.map(({ fingerprint, subject, validTo }) => [subject, validTo.slice(0, 10), fingerprint].join('\t')),
    `authorities of this computer: ${system.used ? 'used' : 'not used'}`,
  ];
}
