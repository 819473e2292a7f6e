import { randomBytes } from 'node:crypto';
import type {
  ReceivedRequest,
  SandboxFaultInput,
  SandboxFaults,
  SandboxOptions,
  SandboxServer,
  SandboxUrls,
  StoreAccess,
} from '../protocol/sandbox-control.ts';
import { sandboxFaultSchema, sandboxUrlsSchema } from '../protocol/sandbox-control.ts';
import type { PlatformRegistration, SandboxTool } from '../protocol/sandbox-tool.ts';
import { createBookshelf } from './bookshelf/app.ts';
import { createExamPlatform } from './exam-platform/app.ts';
import { createFaultSwitch } from './faults/switchboard.ts';
import type { Answer } from './http/answer.ts';
import { createReceivedLog } from './http/received.ts';
import type { SandboxRequest } from './http/request.ts';
import type { RunningServer, TlsIdentity } from './http/server.ts';
import { listen } from './http/server.ts';
import { createLibraryStore } from './library-store/app.ts';
import { createMisbehavingTool } from './misbehaving-tool/app.ts';
import { listenMisbehaving } from './misbehaving-tool/listen.ts';

/** The running servers and the means to steer them. */
export interface Sandbox {
  /** Origins; the exam platform's API lies under `/api/v3`. */
  readonly urls: SandboxUrls;
  /** Sets or clears a server's fault. Throws FaultNotApplicableError, or ZodError when it is none. */
  setFault(server: SandboxServer, fault: SandboxFaultInput | null): void;
  faults(): SandboxFaults;
  /** What users of the library store get from their next launch on; a reset does not change it. */
  setStoreAccess(access: StoreAccess): void;
  /** Lets a platform launch a tool by LTI 1.3; a reset does not change it. */
  registerPlatform(tool: SandboxTool, platform: PlatformRegistration): void;
  /** The last 200 requests of a server, oldest first, without secrets. */
  received(server: SandboxServer): ReceivedRequest[];
  /** Forgets faults, received requests, exams and all that belongs to them, users, sessions and nonces; the ports stay. */
  reset(): void;
  /** Closes the servers and all their connections. */
  close(): Promise<void>;
}

export interface StartOptions extends SandboxOptions {
  /** The servers' clock, milliseconds since the epoch. */
  readonly now?: () => number;
}

interface App {
  handle(request: SandboxRequest): Answer | Promise<Answer>;
  reset(): void;
}

/** Starts the servers on 127.0.0.1. Throws PortInUseError when a wanted port is taken; then nothing runs. */
export async function startSandbox(options: StartOptions): Promise<Sandbox> {
  const toleranceMs = (options.timestampToleranceSeconds ?? 300) * 1000;
  const now = options.now ?? Date.now;
  const { apiToken, secretKey } = options.examPlatform;
  const { consumerKey, secret } = options.bookshelf;
  const store = options.libraryStore ?? { consumerKey: unguessable(), secret: unguessable() };
  const access = store.access ?? { kind: 'full' };
  const libraryStore = createLibraryStore({ ...store, access, toleranceMs });
  const misbehaving = options.misbehavingTool ?? { consumerKey: unguessable(), secret: unguessable() };
  const misbehavingTool = await createMisbehavingTool({ ...misbehaving, toleranceMs });
  const tools = { libraryStore, misbehavingTool };
  const servers = {
    examPlatform: prepare('examPlatform', createExamPlatform({ apiToken, secretKey, toleranceMs }), [
      apiToken,
      secretKey,
    ]),
    bookshelf: prepare('bookshelf', createBookshelf({ consumerKey, secret, toleranceMs }), [secret]),
    libraryStore: prepare('libraryStore', libraryStore, [store.secret]),
    misbehavingTool: prepare('misbehavingTool', misbehavingTool, [misbehaving.secret]),
  };
  const running = await listenAll([
    () => servers.examPlatform.listen(options.examPlatform.port ?? 0, now),
    () => servers.bookshelf.listen(options.bookshelf.port ?? 0, now),
    () => servers.libraryStore.listen(store.port ?? 0, now),
    () =>
      listenMisbehaving(
        misbehavingTool,
        (port, tls) => servers.misbehavingTool.listen(port, now, tls),
        misbehaving.port,
      ),
  ]);
  const [examPlatform, bookshelf, storeUrl, misbehavingUrl] = running.map(({ url }) => url);
  return {
    urls: sandboxUrlsSchema.parse({
      examPlatform,
      bookshelf,
      libraryStore: storeUrl,
      misbehavingTool: misbehavingUrl,
    }),
    setFault: (server, fault) => servers[server].faults.set(fault === null ? null : sandboxFaultSchema.parse(fault)),
    faults: () => ({
      examPlatform: servers.examPlatform.faults.current(),
      bookshelf: servers.bookshelf.faults.current(),
      libraryStore: servers.libraryStore.faults.current(),
      misbehavingTool: servers.misbehavingTool.faults.current(),
    }),
    setStoreAccess: (chosen) => libraryStore.setAccess(chosen),
    registerPlatform: (tool, platform) => tools[tool].registerPlatform(platform),
    received: (server) => servers[server].received.list(),
    reset() {
      for (const server of Object.values(servers)) server.reset();
    },
    async close() {
      await Promise.all(running.map((server) => server.close()));
    },
  };
}

/** A key or secret that nobody has, for a store nobody was given the credentials of. */
function unguessable(): string {
  return randomBytes(24).toString('base64url');
}

/** Starts one after the other; when one cannot start, those that run are closed again. */
async function listenAll(starts: readonly (() => Promise<RunningServer>)[]): Promise<RunningServer[]> {
  const running: RunningServer[] = [];
  try {
    for (const start of starts) running.push(await start());
    return running;
  } catch (error) {
    await Promise.all(running.map((server) => server.close()));
    throw error;
  }
}

/** Everything of one server but its socket. Whatever it accepts as a secret is kept out of its log. */
function prepare(server: SandboxServer, app: App, secrets: readonly string[]) {
  const faults = createFaultSwitch(server);
  const received = createReceivedLog(secrets);
  return {
    faults,
    received,
    listen: (port: number, now: () => number, tls?: TlsIdentity): Promise<RunningServer> =>
      listen({
        server,
        port,
        now,
        handle: (request) => app.handle(request),
        faults,
        received,
        ...(tls === undefined ? {} : { tls }),
      }),
    reset() {
      app.reset();
      faults.set(null);
      received.clear();
    },
  };
}
