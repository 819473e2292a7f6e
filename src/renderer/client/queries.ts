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

/** A command that changes something; what it changes arrives by event. */
export function useCommandMutation<N extends CommandName>(
  name: N,
): UseMutationResult<CommandOutput<N>, Error, CommandInput<N>> {
  return useMutation<CommandOutput<N>, Error, CommandInput<N>>({
    mutationFn: (input: CommandInput<N>) => callCommand(name, input),
  });
}

/** Any thrown value as the problem to show. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  return new ProblemError('internal', { detail: error instanceof Error ? error.message : String(error) });
}
