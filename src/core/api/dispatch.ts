import { isCommandName } from '../../protocol/commands/index.ts';
import type { Result } from '../../protocol/envelope.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Log } from '../ports.ts';
import type { CommandHandlers } from './bind.ts';

/** Carries out one command by name. Never rejects: every failure is a result with its problem. */
export async function dispatch(handlers: CommandHandlers, log: Log, name: string, input: unknown): Promise<Result> {
  try {
    if (!isCommandName(name)) {
      throw new ProblemError('command.unknown', { params: { name } });
    }
    return { ok: true, output: await handlers[name](input) };
  } catch (error) {
    return { ok: false, problem: toProblem(error, log, name) };
  }
}

/** Our own problems as they are; anything else is a bug of ours, logged in full and told without its inside. */
export function toProblem(error: unknown, log: Log, command: string): ProblemError['problem'] {
  if (error instanceof ProblemError) {
    return error.problem;
  }
  log.error('command failed', error, { command });
  return { code: 'internal', params: { command } };
}
