import {
  keepPreviousData,
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import type { CommandInput, CommandName, CommandOutput } from '../../protocol/commands/index.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { callCommand } from './bridge.ts';

/** Core tells what changed, so nothing is fetched again on a hunch. Problems are answers, not hiccups: no retries. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 5 * 60_000,
        retry: false,
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

/** Key of a command's answer: its name first, so that one name invalidates all its inputs. */
export function commandKey<N extends CommandName>(name: N, input: CommandInput<N>): [N, CommandInput<N>] {
  return [name, input];
}

type QueryOptions = {
  enabled?: boolean;
  /** Shows the answer to the input before while the next one is under way. */
  keepPrevious?: boolean;
  /** Forgets the answer and its input as soon as nothing shows it: for input that may hold a secret. */
  forget?: boolean;
};

/** The answer of a reading command, kept current by core's events. */
export function useCommandQuery<N extends CommandName>(
  name: N,
  input: CommandInput<N>,
  { enabled = true, keepPrevious = false, forget = false }: QueryOptions = {},
): UseQueryResult<CommandOutput<N>, Error> {
  return useQuery<CommandOutput<N>, Error>({
    queryKey: commandKey(name, input),
    queryFn: () => callCommand(name, input),
    enabled,
    ...(forget ? { gcTime: 0 } : {}),
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Asks a reading command now, or takes the answer that is there or under way for the same input. Throws {@link ProblemError}. */
export function useAskCommand<N extends CommandName>(name: N): (input: CommandInput<N>) => Promise<CommandOutput<N>> {
  const client = useQueryClient();
  return useCallback(
    (input: CommandInput<N>) =>
      client.fetchQuery<CommandOutput<N>, Error>({
        queryKey: commandKey(name, input),
        queryFn: () => callCommand(name, input),
        gcTime: 0,
      }),
    [client, name],
  );
}

/** What is done with the outcome of a change. */
export type Outcome<Output> = { onSuccess?: (output: Output) => void; onError?: (error: Error) => void };

/**
 * Begins a change and hears its outcome by the promise: React Query drops callbacks given to `mutate` when the screen is out of
 * sight as the answer comes, or another change of the same kind has begun.
 */
export function beginChange<Input, Output>(
  mutateAsync: (input: Input) => Promise<Output>,
  input: Input,
  { onSuccess, onError }: Outcome<Output> = {},
): void {
  mutateAsync(input).then(onSuccess, onError ?? (() => undefined));
}

type Change<Input, Output> = Omit<UseMutationResult<Output, Error, Input>, 'mutate'> & {
  /** Never throws: `error` tells, and `onError`. */
  mutate: (input: Input, outcome?: Outcome<Output>) => void;
};

/** A command that changes something; what it changes arrives by event. */
export function useCommandMutation<N extends CommandName>(name: N): Change<CommandInput<N>, CommandOutput<N>> {
  const change = useMutation<CommandOutput<N>, Error, CommandInput<N>>({
    mutationFn: (input: CommandInput<N>) => callCommand(name, input),
  });
  const { mutateAsync } = change;
  const mutate = useCallback(
    (input: CommandInput<N>, outcome?: Outcome<CommandOutput<N>>) => beginChange(mutateAsync, input, outcome),
    [mutateAsync],
  );
  return { ...change, mutate };
}

/** Any thrown value as the problem to show. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  return new ProblemError('internal', { detail: error instanceof Error ? error.message : String(error) });
}
