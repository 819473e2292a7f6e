import type { Command } from 'commander';
import { z } from 'zod';
import { credentialSchema } from '../../protocol/models/vault.ts';
import { type SecretAccess, secretAccessSchema } from '../../protocol/models/vault-protection.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';

type Options = { json?: boolean; credential?: string; limit: string };

/** `vault log`: who had which secret, how and when. Needs no unlocked vault: no value stands in it. */
export function addVaultLog(vault: Command, line: CommandLine): void {
  vault
    .command('log')
    .description('List who revealed, copied or exported which secret, newest first')
    .option('--credential <name>', 'only of this credential, by id or name')
    .option('--limit <number>', 'how many entries', '200')
    .option('--json', 'one line of JSON')
    .action((options: Options) =>
      line.run(options.json === true, async (core) => {
        const credentialId = options.credential === undefined ? undefined : await idOf(core, options.credential);
        const input = { limit: Number(options.limit), ...(credentialId === undefined ? {} : { credentialId }) };
        const entries = z.array(secretAccessSchema).parse(await core.call('vault.log', input));
        if (options.json === true) printJson(entries, true);
        else printLines(entries.map(lineOf));
        return exitCodes.fine;
      }),
    );
}

/** Throws `not-found`. */
async function idOf(core: CommandLineCore, name: string): Promise<string> {
  const all = z.array(credentialSchema).parse(await core.call('credentials.list', {}));
  const found = all.find((one) => one.id === name || one.name === name);
  if (found === undefined) throw new ProblemError('not-found', { params: { what: 'credential', id: name } });
  return found.id;
}

function lineOf({ at, user, action, credentialName, part, actor }: SecretAccess): string {
  return [new Date(at).toISOString(), user, action, `${credentialName} ${part}`, actor].join('\t');
}
