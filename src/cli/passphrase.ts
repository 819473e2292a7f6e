import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { ProblemError } from '../protocol/problem.ts';
import type { CommandLineCore } from './command-line.ts';
import { readText } from './read-input.ts';

export const passphraseVariable = 'COUNTERSIGN_PASSPHRASE';

/** Where else than from a file a passphrase may come from, and how it is asked for. */
export type PassphraseSource = { variable: string; option: string; question: string };
const ofVault: PassphraseSource = {
  variable: passphraseVariable,
  option: '--passphrase-file',
  question: 'Passphrase: ',
};

/**
 * A passphrase, that of the vault unless another is meant: from a file (its first line), from the environment, or asked for on the terminal
 * without echo. Never from an argument, which other users of the machine could read.
 *
 * @throws ProblemError `vault.locked` when there is no terminal to ask on, `input.unreadable` for a file that cannot be read.
 */
export async function readPassphrase(file: string | undefined, source: PassphraseSource = ofVault): Promise<string> {
  if (file !== undefined) {
    return firstLine(file);
  }
  const fromEnvironment = process.env[source.variable];
  if (fromEnvironment !== undefined && fromEnvironment !== '') {
    return fromEnvironment;
  }
  if (!process.stdin.isTTY) {
    throw new ProblemError('vault.locked', {
      detail: `no terminal to ask on; use ${source.option} or ${source.variable}`,
    });
  }
  return askWithoutEcho(source.question);
}

/** Unlocks the vault with {@link readPassphrase}. */
export async function unlockVault(core: CommandLineCore, file: string | undefined): Promise<void> {
  const passphrase = await readPassphrase(file);
  await core.call('vault.unlock', { method: { kind: 'passphrase', passphrase } });
}

function firstLine(file: string): string {
  return readText(file).split(/\r?\n/)[0] ?? '';
}

async function askWithoutEcho(question: string): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await prompt.question('');
  } finally {
    prompt.close();
    process.stderr.write('\n');
  }
}
