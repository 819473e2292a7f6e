import { readFileSync, statSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { maxTransferBytes } from '../../protocol/commands/portability.ts';
import type {
  TransferAction,
  TransferChoice,
  TransferEntry,
  TransferResult,
} from '../../protocol/models/data/portability.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { problemInWords } from '../output.ts';
import { readPassphrase } from '../passphrase.ts';

export const filePassphraseVariable = 'COUNTERSIGN_FILE_PASSPHRASE';
export type FilePassphraseOption = { filePassphraseFile?: string };

/** Where the passphrase of a file comes from: it is another one than that of the vault. */
export function withFilePassphrase(command: Command): Command {
  return command.option(
    '--file-passphrase-file <file>',
    `file whose first line is the passphrase of the exported file; or ${filePassphraseVariable}`,
  );
}

/** @throws ProblemError `vault.locked` when it is not given and there is no terminal to ask on. */
export function readFilePassphrase({ filePassphraseFile }: FilePassphraseOption): Promise<string> {
  return readPassphrase(filePassphraseFile, {
    variable: filePassphraseVariable,
    option: '--file-passphrase-file',
    question: 'Passphrase of the file: ',
  });
}

/** Writes a file nobody else on the machine may read. One that exists is not written over. */
export function writePrivately(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProblemError('input.invalid', { field: '--out', detail: `${file} cannot be written: ${reason}` });
  }
}

/** @throws ProblemError `input.unreadable`, `transfer.too-large` before anything is read. */
export function readBytes(file: string): Buffer {
  try {
    const { size } = statSync(file);
    if (size > maxTransferBytes) {
      const params = { size: `${Math.ceil(size / 100_000) / 10} MB`, limit: '4 MB' };
      throw new ProblemError('transfer.too-large', { params });
    }
    return readFileSync(file);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const detail = error instanceof Error && 'code' in error ? String(error.code) : 'cannot be read';
    throw new ProblemError('input.unreadable', { params: { name: file }, detail });
  }
}

/** What to do with things that are here already in another form. */
export function clashAction(text: string): Exclude<TransferAction, 'add'> {
  if (text === 'skip' || text === 'replace' || text === 'keep-both') return text;
  throw new ProblemError('input.invalid', { field: '--on-clash', detail: 'give skip, replace or keep-both' });
}

/** New things are added, the same are skipped, those that clash as said. */
export function choicesFor(
  entries: readonly TransferEntry[],
  onClash: Exclude<TransferAction, 'add'>,
): TransferChoice[] {
  return entries.map(({ ref, state, actions }) => {
    const wished = state === 'clash' ? onClash : (actions[0] ?? 'skip');
    return { ref, action: actions.includes(wished) ? wished : 'skip' };
  });
}

/** One line for each thing of a file: what it is, how it stands to what is here, what happens to it. */
export function entryLine(
  { what, name, about, state, matches, problem, wants }: TransferEntry,
  action: TransferAction,
): string {
  const here = matches.map((match) => `${match.name} (same ${match.by.join(' and ')})`).join(', ');
  const columns = [
    action,
    what,
    name,
    about,
    problem === null ? (state === 'clash' ? `clashes with ${here}` : state) : problemInWords(problem).title,
    problem?.detail ?? (wants === null ? '' : `wants a credential: ${wants.kind}, "${wants.name}" where it comes from`),
  ];
  return columns.filter((column) => column !== '').join('\t');
}

export function resultLine({ added, replaced, skipped }: TransferResult): string {
  return `Added ${added.length}, replaced ${replaced.length}, skipped ${skipped}.`;
}
