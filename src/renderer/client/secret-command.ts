import { useCallback, useState } from 'react';
import type { CommandInput, CommandName, CommandOutput } from '../../protocol/commands/index.ts';
import type { ProblemError } from '../../protocol/problem.ts';
import { callCommand } from './bridge.ts';
import { asProblem } from './queries.ts';

export type SecretCommand<N extends CommandName> = {
  /** Answers `null` when it failed: `error` says why. */
  run: (input: CommandInput<N>) => Promise<CommandOutput<N> | null>;
  pending: boolean;
  error: ProblemError | null;
  reset: () => void;
};

type State = { pending: boolean; error: ProblemError | null };

/** Tells how far it is, to a screen out of sight too: it is shown again, and would say for ever that it waits. */
export async function runSecretly<T>(ask: () => Promise<T>, tell: (state: State) => void): Promise<T | null> {
  tell({ pending: true, error: null });
  try {
    const output = await ask();
    tell({ pending: false, error: null });
    return output;
  } catch (error) {
    tell({ pending: false, error: asProblem(error) });
    return null;
  }
}

/** A command whose input or answer holds a secret: unlike a mutation, nothing of either is kept after it. */
export function useSecretCommand<N extends CommandName>(name: N): SecretCommand<N> {
  const [state, setState] = useState<State>({ pending: false, error: null });
  const run = useCallback((input: CommandInput<N>) => runSecretly(() => callCommand(name, input), setState), [name]);
  const reset = useCallback(() => setState({ pending: false, error: null }), []);
  return { run, pending: state.pending, error: state.error, reset };
}
