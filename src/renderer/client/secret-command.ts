import { useCallback, useEffect, useRef, useState } from 'react';
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

/** A command whose input or answer holds a secret: unlike a mutation, nothing of either is kept after it. */
export function useSecretCommand<N extends CommandName>(name: N): SecretCommand<N> {
  const [state, setState] = useState<{ pending: boolean; error: ProblemError | null }>({ pending: false, error: null });
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  const run = useCallback(
    async (input: CommandInput<N>) => {
      setState({ pending: true, error: null });
      try {
        const output = await callCommand(name, input);
        if (shown.current) setState({ pending: false, error: null });
        return output;
      } catch (error) {
        if (shown.current) setState({ pending: false, error: asProblem(error) });
        return null;
      }
    },
    [name],
  );
  const reset = useCallback(() => setState({ pending: false, error: null }), []);
  return { run, pending: state.pending, error: state.error, reset };
}
