import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import {
  type MadeBundle,
  madeBundleSchema,
  type PersonalChoice,
  personalChoiceSchema,
} from '../../protocol/models/data/bundle.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { unlockVault } from '../passphrase.ts';
import { readText } from '../read-input.ts';
import { collect } from '../settings.ts';

type BundleOptions = {
  exchange?: string;
  capture?: string;
  in?: string;
  url?: string;
  method?: string;
  out: string;
  personal: string;
  personalField: string[];
  bodies: boolean;
  cookieNames: boolean;
  note?: string;
  framingOrigin?: string;
  passphraseFile?: string;
  json?: boolean;
};

/** `bundle --exchange ID --out FILE`: evidence for a ticket in one HTML file. A file that exists is not written over. */
export function addBundleCommand(program: Command, line: CommandLine): void {
  program
    .command('bundle')
    .description('Write evidence for a ticket as one HTML file: what failed, who must fix it, and what shows it')
    .option('--exchange <id>', 'an exchange of the history')
    .option('--capture <id>', 'a launch the catcher received')
    .option('--in <file>', 'a pasted launch, - for standard input')
    .option('--url <url>', 'with --in: URL the message was received at, when the text does not say')
    .option('--method <method>', 'with --in: method it was received with')
    .requiredOption('--out <file>', 'file to write, - for standard output')
    .option('--personal <choice>', 'personal data: keep, pseudonyms or mask', 'pseudonyms')
    .option('--personal-field <name>', 'a parameter whose value is personal too; may be repeated', collect, [])
    .option('--no-bodies', 'leave out the bodies of answers')
    .option('--no-cookie-names', 'replace the names of cookies')
    .option('--note <text>', 'what the other side is to be told, at the top')
    .option('--framing-origin <origin>', 'with --exchange: origin of the LMS the launch will be framed by')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase')
    .option('--json', 'one line of JSON')
    .action((options: BundleOptions) =>
      line.run(options.json === true, async (core) => {
        const source = sourceOf(options);
        const personal = personalChoice(options.personal);
        await unlockWhenNeeded(core, source.kind, options.passphraseFile);
        const input = {
          source,
          personal,
          personalFields: options.personalField,
          bodies: options.bodies,
          cookieNames: options.cookieNames,
          note: options.note ?? '',
        };
        const made = madeBundleSchema.parse(await core.call('bundle.make', input));
        if (options.out === '-') {
          process.stdout.write(made.html);
          return exitCodes.fine;
        }
        write(options.out, made.html);
        tell(options, made);
        return exitCodes.fine;
      }),
    );
}

function sourceOf({ exchange, capture, in: file, url, method, framingOrigin }: BundleOptions) {
  const given = [exchange, capture, file].filter((one) => one !== undefined);
  if (given.length !== 1) throw wrongOption('--exchange', 'give one of --exchange, --capture and --in');
  if (exchange !== undefined) {
    return { kind: 'exchange', id: exchange, ...(framingOrigin === undefined ? {} : { framingOrigin }) } as const;
  }
  if (capture !== undefined) return { kind: 'capture', id: capture } as const;
  const told = { ...(url === undefined ? {} : { url }), ...(method === undefined ? {} : { method }) };
  return { kind: 'paste', paste: { text: readText(file ?? '-'), ...told } } as const;
}

function personalChoice(text: string): PersonalChoice {
  const parsed = personalChoiceSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw wrongOption('--personal', 'give keep, pseudonyms or mask');
}

function wrongOption(field: string, detail: string): ProblemError {
  return new ProblemError('input.invalid', { field, detail });
}

/** A paste can be made into evidence without a vault; where there is one, its secrets have to be searched for. */
async function unlockWhenNeeded(
  core: CommandLineCore,
  kind: string,
  passphraseFile: string | undefined,
): Promise<void> {
  try {
    await unlockVault(core, passphraseFile);
  } catch (error) {
    if (kind === 'paste' && error instanceof ProblemError && error.problem.code === 'vault.not-created') return;
    throw error;
  }
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    throw wrongOption('--out', `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function tell({ out, json }: BundleOptions, { html, searched, bundle }: MadeBundle): void {
  const { personal, reverify, conclusion } = bundle;
  if (json === true) {
    const bytes = Buffer.byteLength(html);
    printJson({ file: out, bytes, searched, personal, conclusion, reverify: reverify.state }, true);
    return;
  }
  printLines([
    `Written: ${out}`,
    `What failed: ${conclusion.headline}`,
    `Searched for secrets and tokens: ${searched}, none found`,
    ...personal.notes,
    reverify.state === 'included'
      ? 'The other side can verify the signature with its own secret: countersign verify --bundle FILE --secret-file FILE'
      : reverify.detail,
  ]);
}
