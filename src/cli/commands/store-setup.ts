import { writeFileSync } from 'node:fs';
import { Argument, type Command } from 'commander';
import { z } from 'zod';
import { storeExportFormatSchema, storeExportSchema, storeSetupSchema } from '../../protocol/models/lti/store-setup.ts';
import { credentialSchema } from '../../protocol/models/vault/vault.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson } from '../output.ts';
import { readText } from '../read-input.ts';
import { findConnection } from '../settings.ts';

type SetupOptions = {
  connection?: string;
  name?: string;
  url?: string;
  key?: string;
  plan?: string;
  secretFile?: string;
  out?: string;
  json?: boolean;
};

/** `store-setup <format>`: what an institution needs to connect with a digital store. */
export function addStoreSetupCommand(program: Command, line: CommandLine): void {
  program
    .command('store-setup')
    .description('Write what an institution needs to connect with a store')
    .addArgument(new Argument('<format>').choices(storeExportFormatSchema.options))
    .option('--connection <name>', 'take name, address and consumer key from a connection')
    .option('--name <name>', 'name of the store')
    .option('--url <url>', 'address of the store')
    .option('--key <key>', 'consumer key')
    .option('--plan <name>', 'plan that users are assigned automatically; full access otherwise')
    .option(
      '--secret-file <file>',
      'file whose first line is the shared secret; left out, it is said to come separately',
    )
    .option('--out <file>', 'file to write to instead of standard output; never replaced')
    .option('--json', 'one line of JSON')
    .action((format: string, options: SetupOptions) =>
      line.run(options.json === true, async (core) => {
        const setup = await setupOf(core, options);
        const answer = storeExportSchema.parse(await core.call('storeSetup.export', { setup, format }));
        if (options.out !== undefined) writeNew(options.out, answer.text);
        else if (options.json === true) printJson(answer, true);
        else process.stdout.write(answer.text);
        return exitCodes.fine;
      }),
    );
}

async function setupOf(core: CommandLineCore, options: SetupOptions) {
  const known = options.connection === undefined ? null : await knownOf(core, options.connection);
  const secret =
    options.secretFile === undefined ? undefined : (readText(options.secretFile).split(/\r?\n/, 1)[0] ?? '');
  const parsed = storeSetupSchema.safeParse({
    name: options.name ?? known?.name,
    url: options.url ?? known?.url,
    consumerKey: options.key ?? known?.consumerKey,
    access: options.plan === undefined ? { kind: 'full' } : { kind: 'plan', plan: options.plan },
    ...(secret === undefined ? {} : { secret }),
  });
  if (parsed.success) return parsed.data;
  const field = String(parsed.error.issues[0]?.path[0] ?? '');
  throw new ProblemError('input.invalid', {
    field: optionNames.get(field) ?? field,
    detail: parsed.error.issues[0]?.message ?? 'not a setup',
  });
}

const optionNames: ReadonlyMap<string, string> = new Map([
  ['name', '--name'],
  ['url', '--url'],
  ['consumerKey', '--key'],
  ['access', '--plan'],
  ['secret', '--secret-file'],
]);

/** What a connection says of its store. Its secret stays in the vault. */
async function knownOf(core: CommandLineCore, name: string) {
  const connection = await findConnection(core, name);
  const credentials = z.array(credentialSchema).parse(await core.call('credentials.list', {}));
  const credential = credentials.find(({ id }) => id === connection.credentialId);
  return { name: connection.name, url: connection.baseUrl, consumerKey: credential?.publicParts.consumerKey };
}

function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw new ProblemError('input.invalid', {
      field: '--out',
      detail: `cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    });
  }
}
