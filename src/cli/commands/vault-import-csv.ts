import { basename } from 'node:path';
import type { Command } from 'commander';
import {
  type CsvPreview,
  type CsvRow,
  type CsvSettings,
  csvEncodingSchema,
  csvFieldSchema,
  csvPreviewSchema,
  csvSeparatorSchema,
  transferResultSchema,
} from '../../protocol/models/data/portability.ts';
import { credentialKindSchema } from '../../protocol/models/vault/vault.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';
import { unlockVault } from '../passphrase.ts';
import { collect } from '../settings.ts';
import { choicesFor, clashAction, entryLine, readBytes, resultLine } from './transfer-options.ts';

type Options = {
  preview?: boolean;
  kind?: string;
  column: string[];
  separator?: string;
  encoding?: string;
  headings: boolean;
  tidy?: boolean;
  onClash: string;
  skipWrong?: boolean;
  passphraseFile?: string;
  json?: boolean;
};

/** `vault import-csv FILE`: a table of credentials, all of its rows or nothing. */
export function addImportCsv(vault: Command, line: CommandLine): void {
  vault
    .command('import-csv <file>')
    .description('Import a table of credentials')
    .option('--preview', 'only say what each row becomes; secrets only as how long they are')
    .option('--kind <kind>', 'kind of rows that do not say themselves')
    .option('--column <number=field>', 'what a column becomes, or nothing: 3=secret, 4=; may be repeated', collect, [])
    .option('--separator <character>', 'comma, semicolon, bar, or tab')
    .option('--encoding <name>', csvEncodingSchema.options.join(', '))
    .option('--no-headings', 'the first row is a credential already')
    .option('--tidy', 'take blanks at the ends and invisible characters out of values')
    .option('--on-clash <what>', 'with what is here in another form: skip, replace or keep-both', 'skip')
    .option('--skip-wrong', 'leave out rows that cannot be imported, instead of importing none')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase of the vault')
    .option('--json', 'one line of JSON')
    .action((file: string, options: Options) =>
      line.run(options.json === true, async (core) => {
        const onClash = clashAction(options.onClash);
        const given = settingsOf(options);
        await unlockVault(core, options.passphraseFile);
        const base64 = readBytes(file).toString('base64');
        const opened = csvPreviewSchema.parse(await core.call('portability.openCsv', { name: basename(file), base64 }));
        const settings = { ...given, ...fieldsOf(options.column, opened) };
        const { session } = opened;
        const preview = csvPreviewSchema.parse(await core.call('portability.previewCsv', { session, settings }));
        const choices = choicesFor(
          preview.rows.map(({ entry }) => entry),
          onClash,
        );
        if (options.preview === true) {
          if (options.json === true) printJson(preview, true);
          else
            printLines(
              linesOf(
                preview,
                choices.map(({ action }) => action),
              ),
            );
          return exitCodes.fine;
        }
        const wrong = preview.rows.filter(({ entry }) => entry.problem !== null);
        if (wrong.length > 0 && options.skipWrong !== true) {
          printLines(wrong.map((row) => rowLine(row, 'skip')));
          return exitCodes.unreadableInput;
        }
        const result = transferResultSchema.parse(
          await core.call('portability.importCsv', { session, settings, choices }),
        );
        if (options.json === true) printJson(result, true);
        else printLines([resultLine(result)]);
        return exitCodes.fine;
      }),
    );
}

const separators: Readonly<Record<string, string>> = { comma: ',', semicolon: ';', tab: '\t', bar: '|' };

function settingsOf({ kind, separator, encoding, headings, tidy }: Options): CsvSettings {
  const wished = separator === undefined ? undefined : (separators[separator] ?? separator);
  return {
    ...(kind === undefined ? {} : { kind: oneOf('--kind', credentialKindSchema, kind) }),
    ...(wished === undefined ? {} : { separator: oneOf('--separator', csvSeparatorSchema, wished) }),
    ...(encoding === undefined ? {} : { encoding: oneOf('--encoding', csvEncodingSchema, encoding) }),
    ...(headings ? {} : { header: false }),
    tidy: tidy === true,
  };
}

type Choice<T extends string> = { options: readonly T[] };

function oneOf<T extends string>(field: string, { options }: Choice<T>, given: string): T {
  const found = options.find((one) => one === given);
  if (found === undefined)
    throw wrongOption(field, `give one of ${options.map((one) => JSON.stringify(one)).join(', ')}`);
  return found;
}

/** Columns that were said by hand, the others as they were guessed. */
function fieldsOf(columns: readonly string[], { columns: found }: CsvPreview): Pick<CsvSettings, 'fields'> {
  if (columns.length === 0) return {};
  const fields = found.map(({ field }) => field);
  for (const column of columns) {
    const [, number, field = ''] = /^(\d+)=(.*)$/.exec(column) ?? [];
    if (number === undefined || Number(number) < 1 || Number(number) > fields.length) {
      throw wrongOption('--column', `give a column from 1 to ${fields.length} and a field: 3=secret`);
    }
    fields[Number(number) - 1] = field === '' ? null : oneOf('--column', csvFieldSchema, field);
  }
  return { fields };
}

function wrongOption(field: string, detail: string): ProblemError {
  return new ProblemError('input.invalid', { field, detail });
}

function linesOf(
  preview: CsvPreview,
  actions: readonly (typeof preview.rows)[number]['entry']['actions'][number][],
): string[] {
  const { encoding, encodingGuessed, separator, header, columns, rows } = preview;
  const guess = encodingGuessed ? ' (a guess: nothing in the file says so)' : '';
  return [
    `${encoding}${guess}, separated by ${JSON.stringify(separator)}, ${header ? 'with' : 'without'} headings`,
    ...columns.map(
      ({ heading, field }, index) =>
        `column ${index + 1}${heading === null ? '' : ` "${heading}"`}: ${field ?? 'left out'}`,
    ),
    ...rows.map((row, index) => rowLine(row, actions[index] ?? 'skip')),
  ];
}

function rowLine(row: CsvRow, action: CsvRow['entry']['actions'][number]): string {
  const { line, entry, secrets, notes, problemColumn, repeats } = row;
  const said = [
    ...secrets.map(({ field, characters }) => `${field}: ${characters} characters`),
    ...notes.map(
      ({ column, what }) =>
        `column ${column}: ${what === 'stray' ? 'blanks or invisible characters' : 'looks like a formula, kept as text'}`,
    ),
    ...(repeats === null ? [] : [`same name or key as line ${repeats}`]),
  ];
  const where = problemColumn === null ? `line ${line}` : `line ${line}, column ${problemColumn}`;
  return [where, entryLine(entry, action), ...said].join('\t');
}
