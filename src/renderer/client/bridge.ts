import type { z } from 'zod';
import type { CountersignBridge } from '../../protocol/bridge.ts';
import { type CommandInput, type CommandName, type CommandOutput, commands } from '../../protocol/commands/index.ts';
import { resultSchema } from '../../protocol/envelope.ts';
import { type AppEvent, appEventSchema } from '../../protocol/events.ts';
import { type HostCommandName, type HostInput, type HostOutput, hostCommands } from '../../protocol/host.ts';
import { ProblemError, ReceivedProblem } from '../../protocol/problem.ts';

type Reader<T> = { safeParse(value: unknown): z.ZodSafeParseResult<T> };
/** The same tables, seen as readers, so that an answer's type follows from the name that was asked. */
const commandReaders: { readonly [N in CommandName]: { readonly output: Reader<CommandOutput<N>> } } = commands;
const hostReaders: { readonly [N in HostCommandName]: { readonly output: Reader<HostOutput<N>> } } = hostCommands;

function bridge(): CountersignBridge {
  const found = window.countersign;
  if (!found) throw new ProblemError('core.unavailable', { detail: 'The window was opened without its bridge.' });
  return found;
}

/** Reads a `Result` envelope; throws its problem as {@link ProblemError}, `internal` when the answer has the wrong shape. */
export function readAnswer<T>(name: string, reader: Reader<T>, answer: unknown): T {
  const result = resultSchema.safeParse(answer);
  if (!result.success) throw new ProblemError('internal', { detail: `${name} answered without an envelope.` });
  if (!result.data.ok) throw new ReceivedProblem(result.data.problem);
  const output = reader.safeParse(result.data.output);
  if (output.success) return output.data;
  const issue = output.error.issues[0];
  throw new ProblemError('internal', {
    detail: `${name} answered in an unknown shape at ${issue?.path.join('.') || 'the top'}: ${issue?.message ?? ''}`,
  });
}

/** Asks core. Throws {@link ProblemError}. */
export async function callCommand<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
  return readAnswer<CommandOutput<N>>(name, commandReaders[name].output, await bridge().command(name, input));
}

/** Asks main for what only the host of the window can do. Throws {@link ProblemError}. */
export async function callHost<N extends HostCommandName>(name: N, input: HostInput<N>): Promise<HostOutput<N>> {
  return readAnswer<HostOutput<N>>(name, hostReaders[name].output, await bridge().host(name, input));
}

/** Hears what core and main tell without being asked; events of an unknown shape are left out. */
export function listenToEvents(listener: (event: AppEvent) => void): () => void {
  return bridge().onEvent((raw) => {
    const event = appEventSchema.safeParse(raw);
    if (event.success) listener(event.data);
  });
}
