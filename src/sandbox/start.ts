import type {
  ReceivedRequest,
  SandboxFaultInput,
  SandboxFaults,
  SandboxOptions,
  SandboxServer,
  SandboxUrls,
} from '../protocol/sandbox-control.ts';
import { sandboxFaultSchema } from '../protocol/sandbox-control.ts';
import { createBookshelf } from './bookshelf/app.ts';
import { createExamPlatform } from './exam-platform/app.ts';
import { createFaultSwitch } from './faults/switchboard.ts';
import type { Answer } from './http/answer.ts';
import { createReceivedLog } from './http/received.ts';
import type { SandboxRequest } from './http/request.ts';
import type { RunningServer } from './http/server.ts';
import { listen } from './http/server.ts';

/** Both running servers and the means to steer them. */
export interface Sandbox {
  /** Origins; the exam platform's API lies under `/api/v3`. */
  readonly urls: SandboxUrls;
  /** Sets or clears a server's fault. Throws FaultNotApplicableError, or ZodError when it is none. */
  setFault(server: SandboxServer, fault: SandboxFaultInput | null): void;
  faults(): SandboxFaults;
  /** The last 200 requests of a server, oldest first, without secrets. */
  received(server: SandboxServer): ReceivedRequest[];
  /** Forgets faults, received requests, tool providers, users, sessions and nonces; the ports stay. */
  reset(): void;
  /** Closes both servers and all their connections. */
  close(): Promise<void>;
}

export interface StartOptions extends SandboxOptions {
  /** The servers' clock, milliseconds since the epoch. */
  readonly now?: () => number;
}

interface App {
  handle(request: SandboxRequest): Answer;
  reset(): void;
}

/** Starts both servers on 127.0.0.1. Throws PortInUseError when a wanted port is taken; then nothing runs. */
export async function startSandbox(options: StartOptions): Promise<Sandbox> {
  const toleranceMs = (options.timestampToleranceSeconds ?? 300) * 1000;
  const now = options.now ?? Date.now;
  const { apiToken, secretKey } = options.examPlatform;
  const { consumerKey, secret } = options.bookshelf;
  const examPlatform = prepare('examPlatform', createExamPlatform({ apiToken, secretKey, toleranceMs }), [
    apiToken,
    secretKey,
  ]);
  const bookshelf = prepare('bookshelf', createBookshelf({ consumerKey, secret, toleranceMs }), [secret]);

  const examServer = await examPlatform.listen(options.examPlatform.port ?? 0, now);
  const bookshelfServer = await bookshelf.listen(options.bookshelf.port ?? 0, now).catch(async (error: unknown) => {
    await examServer.close();
    throw error;
  });
  const servers = { examPlatform, bookshelf };
  return {
    urls: { examPlatform: examServer.url, bookshelf: bookshelfServer.url },
    setFault: (server, fault) => servers[server].faults.set(fault === null ? null : sandboxFaultSchema.parse(fault)),
    faults: () => ({ examPlatform: examPlatform.faults.current(), bookshelf: bookshelf.faults.current() }),
    received: (server) => servers[server].received.list(),
    reset() {
      examPlatform.reset();
      bookshelf.reset();
    },
    async close() {
      await Promise.all([examServer.close(), bookshelfServer.close()]);
    },
  };
}

/** Everything of one server but its socket. Whatever it accepts as a secret is kept out of its log. */
function prepare(server: SandboxServer, app: App, secrets: readonly string[]) {
  const faults = createFaultSwitch(server);
  const received = createReceivedLog(secrets);
  return {
    faults,
    received,
    listen: (port: number, now: () => number): Promise<RunningServer> =>
      listen({ server, port, now, handle: (request) => app.handle(request), faults, received }),
    reset() {
      app.reset();
      faults.set(null);
      received.clear();
    },
  };
}
