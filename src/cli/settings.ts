import { z } from 'zod';
import { sandboxStatusSchema } from '../protocol/commands/workspace.ts';
import { type Connection, connectionSchema } from '../protocol/models/connection.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { CommandLineCore } from './command-line.ts';
import { readText } from './read-input.ts';

/**
 * A value given on the command line, and whether it stood there itself, where other users of the machine can read it. `path`: the
 * file it is to be read from, when it is needed: as text, or as a file to send.
 */
export type Setting = { name: string; visible: boolean } & ({ value: string; path?: never } | { path: string });

/** The options values are given with; each may be repeated. */
export type SettingOptions = { set: string[]; setEnv: string[]; setFile: string[] };

/** Gathers the values of an option that may be repeated. */
export function collect(value: string, all: string[]): string[] {
  return [...all, value];
}

/** @throws ProblemError `input.invalid` for an option that is not `name=value` or names a variable that is not set. */
export function settingsOf({ set, setEnv, setFile }: SettingOptions): Setting[] {
  return [
    ...set.map((text) => ({ ...nameAndRest('--set', text), visible: true })),
    ...setEnv.map((text) => {
      const { name, value: variable } = nameAndRest('--set-env', text);
      const value = process.env[variable];
      if (value === undefined) {
        throw wrongOption('--set-env', name, `names the environment variable ${variable}, which is not set`);
      }
      return { name, value, visible: false };
    }),
    ...setFile.map((text) => {
      const { name, value: file } = nameAndRest('--set-file', text);
      return { name, path: file, visible: false };
    }),
  ];
}

/** The text of a setting. Throws `input.unreadable`. */
export function settingText(setting: Setting): string {
  return setting.path === undefined ? setting.value : readText(setting.path).replace(/\r?\n$/, '');
}

export function nameAndRest(option: string, text: string): { name: string; value: string } {
  const equals = text.indexOf('=');
  if (equals < 1) {
    throw new ProblemError('input.invalid', { field: option, detail: 'expected name=value' });
  }
  return { name: text.slice(0, equals), value: text.slice(equals + 1) };
}

/** Quotes no value: it may be a secret given in the wrong place. */
export function wrongOption(option: string, name: string, why: string): ProblemError {
  return new ProblemError('input.invalid', { field: `${option} ${name}`, detail: `${name} ${why}` });
}

/** @throws ProblemError `input.invalid` for what is not a number of milliseconds. */
export function milliseconds(text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new ProblemError('input.invalid', { field: '--timeout', detail: 'expected a number of milliseconds' });
  }
  return Number(text);
}

/** By id or name. Throws `not-found`. */
export async function findConnection(core: CommandLineCore, name: string): Promise<Connection> {
  const all = z.array(connectionSchema).parse(await core.call('connections.list', {}));
  const found = all.find((connection) => connection.id === name || connection.name === name);
  if (found === undefined) {
    throw new ProblemError('not-found', { params: { what: 'connection', id: name } });
  }
  return found;
}

/**
 * {@link findConnection} for what is sent right after the vault was unlocked: waits for a sandbox that begins with that, which may
 * change the addresses of its connections.
 */
export async function connectionInReach(core: CommandLineCore, name: string): Promise<Connection> {
  const found = await findConnection(core, name);
  if (found.environment !== 'sandbox') return found;
  const { state } = sandboxStatusSchema.parse(await core.call('sandbox.status', {}));
  if (state !== 'starting') return found;
  await core.call('sandbox.start', {});
  return findConnection(core, found.id);
}
