import type { Command } from 'commander';
import { z } from 'zod';
import { type SecretAccess, secretAccessSchema } from '../../protocol/models/vault/vault-protection.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { findCredential } from '../find-credential.ts';
import { printJson, printLines } from '../output.ts';

type Options = { json?: boolean; credential?: string; limit: string };

/** `vault log`: who had which secret, how and when. Needs no unlocked vault: no value stands in it. */
export function addVaultLog(vault: Command, line: CommandLine): void {
  vault
    .command('log')
    .description('List who revealed, copied, exported or changed which secret, newest first')
    .option('--credential <name>', 'only of this credential, by id or name')
    .option('--limit <number>', 'how many entries', '200')
    .option('--json', 'one line of JSON')
    .action((options: Options) =>
      line.run(options.json === true, async (core) => {
        const ofOne =
          options.credential === undefined ? {} : { credentialId: (await findCredential(core, options.credential)).id };
        const input = { limit: Number(options.limit), ...ofOne };
        const entries = z.array(secretAccessSchema).parse(await core.call('vault.log', input));
        if (options.json === true) printJson(entries, true);
        else printLines(entries.map(lineOf));
        return exitCodes.fine;
      }),
    );
}

function lineOf({ at, user, action, credentialName, part, actor }: SecretAccess): string {
  return [new Date(at).toISOString(), user, action, `${credentialName} ${part}`, actor].join('\t');
}
