import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noKeychain, noStage } from '../core/adapters/node/system.ts';
import { type Core, createCore } from '../core/index.ts';
import type { LaunchStage } from '../core/ports.ts';
import type { CommandName } from '../protocol/commands/index.ts';
import { ProblemError, ReceivedProblem } from '../protocol/problem.ts';
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes.ts';
import { printProblem } from './output.ts';

/** The core as a command sees it: a refused command throws its problem. */
export type CommandLineCore = {
  call(name: CommandName, input: unknown): Promise<unknown>;
  events: Core['onEvent'];
};

export type CommandLine = {
  readonly appVersion: string;
  /** Runs one command with a core of its own, tells failures, and sets the exit code. */
  run(json: boolean, work: (core: CommandLineCore) => Promise<ExitCode>, outside?: Outside): Promise<void>;
};

/** What a command brings along, asked for when it runs. */
export type Outside = {
  /** Where its launches are followed. */
  stage?: () => LaunchStage;
  /** PEM certificates of authorities it trusts. */
  authorities?: () => readonly string[];
};

/** @param options.dataFolder - asked for late, so that options read from the command line count. */
export function commandLine(options: { dataFolder: () => string; appVersion: string }): CommandLine {
  const open = ({ stage = () => noStage, authorities = () => [] }: Outside): Core =>
    createCore({
      folder: options.dataFolder(),
      resources: fileURLToPath(new URL('../../resources', import.meta.url)),
      appVersion: options.appVersion,
      sandboxEntry: fileURLToPath(new URL('../sandbox/worker.ts', import.meta.url)),
      authorities: authorities(),
      keys: noKeychain,
      stage: stage(),
      actor: 'cli',
    });
  return {
    appVersion: options.appVersion,
    run: async (json, work, outside = {}) => {
      let core: Core | null = null;
      try {
        const opened = open(outside);
        core = opened;
        process.exitCode = await work({
          call: (name, input) => callOrThrow(opened, name, input),
          events: opened.onEvent,
        });
      } catch (error) {
        const problem =
          error instanceof ProblemError ? error.problem : ({ code: 'internal', params: { command: 'cli' } } as const);
        printProblem(problem, json);
        process.exitCode = error instanceof ProblemError ? exitCodeOf(problem) : exitCodes.ourBug;
      } finally {
        await core?.close();
      }
    },
  };
}

/** Where the app keeps its data on this platform, so that both find the same. */
export function defaultDataFolder(): string {
  const configured = process.env.COUNTERSIGN_DATA_FOLDER;
  if (configured !== undefined && configured !== '') {
    return configured;
  }
  switch (process.platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'countersign', 'data');
    case 'win32':
      return join(process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'countersign', 'data');
    default:
      return join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'countersign', 'data');
  }
}

async function callOrThrow(core: Core, name: CommandName, input: unknown): Promise<unknown> {
  const result = await core.dispatch(name, input);
  if (!result.ok) {
    throw new ReceivedProblem(result.problem);
  }
  return result.output;
}
