import { z } from 'zod';
import { requestIdSchema } from '../../../protocol/envelope.ts';
import { type FromCore, type ToCore, toCoreSchema } from '../../../protocol/host.ts';

/** The line from the core process to the main process that started it. */
export type ParentChannel = {
  send(message: FromCore): void;
  /** A message that does not fit the protocol goes to `refused` instead, with its id where it has one: somebody waits for an answer to it. */
  onMessage(listener: (message: ToCore) => void, refused: (id: string | null, reason: string) => void): void;
};

const identified = z.object({ id: requestIdSchema });

type ParentPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
};

/**
 * Electron's utility process has `process.parentPort`; a process forked by Node has `process.send`.
 *
 * @throws Error when the process was started by hand and has neither.
 */
export function parentChannel(): ParentChannel {
  const port = 'parentPort' in process ? process.parentPort : undefined;
  if (isParentPort(port)) {
    return channel(
      (message) => port.postMessage(message),
      (receive) => port.on('message', (event) => receive(event.data)),
    );
  }
  const send = process.send?.bind(process);
  if (send === undefined) {
    throw new Error('The core process is started by the app, not by hand.');
  }
  process.on('disconnect', () => process.exit(0));
  return channel(
    (message) => send(message),
    (receive) => process.on('message', receive),
  );
}

function channel(
  send: (message: FromCore) => void,
  subscribe: (receive: (message: unknown) => void) => void,
): ParentChannel {
  return {
    send,
    onMessage: (listener, refused) =>
      subscribe((message) => {
        const parsed = toCoreSchema.safeParse(message);
        if (parsed.success) {
          listener(parsed.data);
        } else {
          const { data } = identified.safeParse(message);
          refused(data?.id ?? null, parsed.error.issues[0]?.message ?? 'not a message');
        }
      }),
  };
}

function isParentPort(value: unknown): value is ParentPort {
  return (
    typeof value === 'object' &&
    value !== null &&
    'postMessage' in value &&
    typeof value.postMessage === 'function' &&
    'on' in value &&
    typeof value.on === 'function'
  );
}
