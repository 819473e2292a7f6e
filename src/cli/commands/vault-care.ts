import type { Command } from 'commander';
import { z } from 'zod';
import { type CareItem, credentialCareSchema, needsCare } from '../../protocol/models/vault/credential-details.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { passphraseVariable, unlockVault } from '../passphrase.ts';

type Options = { json?: boolean; passphraseFile?: string };

/** `vault care`: what should be done about which credential. Exit code 1 when one has expired. */
export function addVaultCare(vault: Command, line: CommandLine): void {
  vault
    .command('care')
    .description('List the credentials that need care; exit 1 when one has expired')
    .option(
      '--passphrase-file <file>',
      `file whose first line is the passphrase; with it, or ${passphraseVariable}, duplicates and stray characters are found too`,
    )
    .option('--json', 'one line of JSON')
    .action((options: Options) =>
      line.run(options.json === true, async (core) => {
        const canUnlock = options.passphraseFile !== undefined || (process.env[passphraseVariable] ?? '') !== '';
        if (canUnlock) await unlockVault(core, options.passphraseFile);
        const all = z.array(credentialCareSchema).parse(await core.call('credentials.care', { secrets: canUnlock }));
        const needing = all.flatMap(({ id, name, items }) => {
          const wanted = items.filter(needsCare);
          return wanted.length === 0 ? [] : [{ id, name, items: wanted }];
        });
        if (options.json === true) printJson(needing, true);
        else printLines(needing.flatMap(({ name, items }) => items.map((item) => `${name}\t${careText(item)}`)));
        const isExpired = needing.some(({ items }) => items.some(({ kind }) => kind === 'expired'));
        return isExpired ? exitCodes.checkFailed : exitCodes.fine;
      }),
    );
}

/** In a few words; moments in ISO 8601. */
export function careText(item: CareItem): string {
  switch (item.kind) {
    case 'expired':
      return `expired ${moment(item.at)}`;
    case 'expires':
      return `expires ${moment(item.at)}, ${item.days} days left`;
    case 'rotation-due':
      return `due for rotation since ${moment(item.since)}`;
    case 'same-as':
      return `duplicate of ${item.others.map(({ name }) => name).join(', ')}`;
    case 'stray':
      return `stray characters in ${item.parts.join(', ')}`;
    case 'environment':
      return `used in another environment by ${item.connections.map(({ name }) => name).join(', ')}`;
    case 'overlap':
      return item.until === null ? 'in overlap' : `in overlap until ${moment(item.until)}`;
    case 'unused':
      return 'unused';
  }
}

function moment(at: number): string {
  return new Date(at).toISOString();
}
