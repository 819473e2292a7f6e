import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { channels, maxMessageLength, type Result, requestSchema } from '../protocol/envelope.ts';
import { problemOf } from './core-host.ts';
import type { HostCommands } from './host-commands.ts';
import { messageLength } from './message-length.ts';
import { refuseSender, type Sender } from './security/sender.ts';
import type { Trust } from './security/trust.ts';

/** The window's half of a request: main gives it its id, since ids of a window start anew when it reloads. */
const messageSchema = requestSchema.omit({ id: true });
type Message = z.infer<typeof messageSchema>;

/** Checks a message from a window before anything else looks at it. The first thing wrong with it is the answer. */
export function admit(sender: Sender, trust: Trust, message: unknown): { message: Message } | { refusal: Result } {
  const reason = refuseSender(sender, trust);
  if (reason !== null)
    return { refusal: { ok: false, problem: { code: 'sender.refused', params: {}, detail: reason } } };
  const length = messageLength(message);
  if (length === null) return { refusal: invalid('The message cannot be written as JSON.') };
  if (length > maxMessageLength) {
    const params = { length, limit: maxMessageLength };
    return { refusal: { ok: false, problem: { code: 'input.too-large', params } } };
  }
  const parsed = messageSchema.safeParse(message);
  return parsed.success ? { message: parsed.data } : { refusal: invalid(z.prettifyError(parsed.error)) };
}

function invalid(detail: string): Result {
  return { ok: false, problem: { code: 'input.invalid', params: {}, detail } };
}

/** Runs a host command by name; a name that is none of ours is refused. */
export async function runHostCommand({ command, input }: Message, commands: HostCommands): Promise<Result> {
  const run = commands.get(command);
  if (run === undefined) return { ok: false, problem: { code: 'command.unknown', params: { name: command } } };
  try {
    return { ok: true, output: await run(input) };
  } catch (error) {
    return { ok: false, problem: problemOf(error, 'internal') };
  }
}

export type IpcPorts = {
  trust: Trust;
  /** Passes a command to core. */
  relay(command: string, input: unknown): Promise<Result>;
  commands: HostCommands;
  onRefused(reason: string): void;
};

/** Opens the two channels windows may use. */
export function openChannels(ipcMain: IpcMain, { trust, relay, commands, onRefused }: IpcPorts): void {
  const open = (channel: string, run: (message: Message) => Promise<Result>) => {
    ipcMain.handle(channel, (event, raw: unknown) => {
      const admitted = admit(senderOf(event), trust, raw);
      if ('message' in admitted) return run(admitted.message);
      onRefused(admitted.refusal.ok ? '' : (admitted.refusal.problem.detail ?? admitted.refusal.problem.code));
      return admitted.refusal;
    });
  };
  open(channels.command, ({ command, input }) => relay(command, input));
  open(channels.host, (message) => runHostCommand(message, commands));
}

function senderOf(event: IpcMainInvokeEvent): Sender {
  const frame = event.senderFrame;
  return {
    contentsId: event.sender.id,
    frame: frame === null || frame === undefined ? null : { url: frame.url, isTop: frame.parent === null },
  };
}
