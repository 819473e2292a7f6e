import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noKeychain, noStage } from '../core/adapters/node/system.ts';
import { type Core, createCore } from '../core/index.ts';
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
  /** Runs one command with a core of its own, tells failures, and sets the exit code. */
  run(json: boolean, work: (core: CommandLineCore) => Promise<ExitCode>): Promise<void>;
};

/** @param options.dataFolder - asked for late, so that options read from the command line count. */
export function commandLine(options: { dataFolder: () => string; appVersion: string }): CommandLine {
  return {
    run: async (json, work) => {
      const core = createCore({
        folder: options.dataFolder(),
        resources: fileURLToPath(new URL('../../resources', import.meta.url)),
        appVersion: options.appVersion,
        sandboxEntry: fileURLToPath(new URL('../sandbox/worker.ts', import.meta.url)),
        keys: noKeychain,
        stage: noStage,
      });
      try {
        process.exitCode = await work({ call: (name, input) => callOrThrow(core, name, input), events: core.onEvent });
      } catch (error) {
        const problem =
          error instanceof ProblemError ? error.problem : ({ code: 'internal', params: { command: 'cli' } } as const);
        printProblem(problem, json);
        process.exitCode = error instanceof ProblemError ? exitCodeOf(problem) : exitCodes.ourBug;
      } finally {
        await core.close();
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
