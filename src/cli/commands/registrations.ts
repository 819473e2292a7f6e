import { writeFileSync } from 'node:fs';
import { Argument, type Command } from 'commander';
import { z } from 'zod';
import {
  type RegistrationReading,
  registrationReadingSchema,
  registrationSheetSchema,
  type SheetFormat,
  sheetExportSchema,
  sheetFormatSchema,
} from '../../protocol/models/advantage/registration.ts';
import { environmentSchema } from '../../protocol/models/connection.ts';
import { type Credential, credentialSchema } from '../../protocol/models/vault/vault.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { environmentOf, printMade } from '../made-registration.ts';
import { printJson, printLines } from '../output.ts';
import { unlockVault } from '../passphrase.ts';
import { readText } from '../read-input.ts';
import { addDynamicRegistration } from './registrations-dynamic.ts';

type Output = { json?: boolean };
type Keeping = Output & { passphraseFile?: string; name?: string; environment: string };

/** `registrations list|show|add|dynamic|rotate-key`: the tools of LTI 1.3 that are registered here. */
export function addRegistrationCommands(program: Command, line: CommandLine): void {
  const registrations = program.command('registrations').description('The LTI 1.3 tools that are registered here');

  registrations
    .command('list')
    .description('List the registered tools')
    .option('--json', 'JSON')
    .action((options: Output) =>
      line.run(options.json === true, async (core) => {
        const all = await registrationsOf(core);
        if (options.json === true)
          printJson(
            all.map(({ id, name, publicParts }) => ({ id, name, ...publicParts })),
            true,
          );
        else
          printLines(
            all.map(({ name, publicParts }) => `${name}\t${publicParts.clientId ?? ''}\t${publicParts.loginUrl ?? ''}`),
          );
        return exitCodes.fine;
      }),
    );

  registrations
    .command('show <name>')
    .description('What the tool’s administrator needs: issuer, addresses, client id, deployments, public key')
    .addArgument(new Argument('[format]', 'how it is written').choices(sheetFormatSchema.options).default('message'))
    .option('--out <file>', 'file to write to instead of standard output; never replaced')
    .option('--json', 'all of it as one line of JSON')
    .action((name: string, format: SheetFormat, options: Output & { out?: string }) =>
      line.run(options.json === true, async (core) => {
        const { id } = await registrationNamed(core, name);
        if (options.json === true) {
          printJson(registrationSheetSchema.parse(await core.call('registrations.sheet', { id })), true);
          return exitCodes.fine;
        }
        const { text } = sheetExportSchema.parse(await core.call('registrations.export', { id, format }));
        if (options.out === undefined) process.stdout.write(text);
        else writeNew(options.out, text);
        return exitCodes.fine;
      }),
    );

  withKeeping(
    registrations
      .command('add')
      .description('Register a tool from its configuration: a Canvas developer key or an OpenID registration, as JSON')
      .option('--in <file>', 'file with the configuration, - for standard input')
      .option('--url <url>', 'address the configuration is fetched from'),
  ).action((options: Keeping & { in?: string; url?: string }) =>
    line.run(options.json === true, async (core) => {
      const environment = environmentOf(options.environment);
      const reading = await readingOf(core, options);
      printNotes(reading, options);
      await unlockVault(core, options.passphraseFile);
      const made = await core.call('registrations.create', {
        registration: {
          name: options.name ?? reading.tool.name,
          environment,
          issuer: '',
          clientId: '',
          deploymentIds: [],
          tool: reading.tool,
        },
      });
      return printMade(core, made, options);
    }),
  );

  addDynamicRegistration(withKeeping, registrations, line);

  registrations
    .command('rotate-key <name>')
    .description('Make a new key; the one before is served until its overlap ends')
    .option('--overlap-hours <hours>', 'how long the key before is served; 0: not at all', '168')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase')
    .option('--json', 'one line of JSON')
    .action((name: string, options: Output & { overlapHours: string; passphraseFile?: string }) =>
      line.run(options.json === true, async (core) => {
        const hours = z.coerce.number().int().min(0).max(720).safeParse(options.overlapHours);
        if (!hours.success) {
          throw new ProblemError('input.invalid', {
            field: '--overlap-hours',
            detail: 'a number of hours from 0 to 720',
          });
        }
        const { id } = await registrationNamed(core, name);
        await unlockVault(core, options.passphraseFile);
        const overlap = hours.data === 0 ? { kind: 'none' } : { kind: 'for', hours: hours.data };
        const sheet = registrationSheetSchema.parse(await core.call('registrations.rotateKey', { id, overlap }));
        if (options.json === true) printJson(sheet, true);
        else {
          printLines(
            sheet.keys.map(
              ({ kid, until }) =>
                `${kid}\t${until === null ? 'signs launches' : `served until ${new Date(until).toISOString()}`}`,
            ),
          );
        }
        return exitCodes.fine;
      }),
    );
}

function withKeeping(command: Command): Command {
  return command
    .option('--name <name>', 'name of registration and connection; as the tool calls itself otherwise')
    .option('--environment <name>', environmentSchema.options.join(', '), 'test')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase')
    .option('--json', 'one line of JSON');
}

/** What needs a person, on standard error, so that standard output holds the values alone. */
function printNotes({ notes }: RegistrationReading, { json }: Output): void {
  if (json === true) return;
  const open = notes.filter(({ status }) => status !== 'understood' && status !== 'ignored');
  process.stderr.write(open.map(({ status, member, note }) => `${status}: ${member}: ${note}\n`).join(''));
}

async function readingOf(core: CommandLineCore, from: { in?: string; url?: string }): Promise<RegistrationReading> {
  if ((from.in === undefined) === (from.url === undefined)) {
    throw new ProblemError('input.invalid', { field: '--in', detail: 'one of --in and --url' });
  }
  const read =
    from.in === undefined
      ? await core.call('registrations.fetch', { url: from.url })
      : await core.call('registrations.read', { text: readText(from.in) });
  return registrationReadingSchema.parse(read);
}

async function registrationsOf(core: CommandLineCore): Promise<Credential[]> {
  const all = z.array(credentialSchema).parse(await core.call('credentials.list', {}));
  return all.filter(({ kind }) => kind === 'lti-registration');
}

/** By id or name. Throws `not-found`. */
async function registrationNamed(core: CommandLineCore, name: string): Promise<Credential> {
  const found = (await registrationsOf(core)).find((one) => one.id === name || one.name === name);
  if (found !== undefined) return found;
  throw new ProblemError('not-found', { params: { what: 'registration', id: name } });
}

function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProblemError('input.invalid', { field: '--out', detail: `cannot be written: ${reason}` });
  }
}
