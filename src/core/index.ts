import { join } from 'node:path';
import type { Result } from '../protocol/envelope.ts';
import type { AppEvent } from '../protocol/events.ts';
import { builtInContracts } from './adapters/node/built-in-contracts.ts';
import { fileLog } from './adapters/node/file-log.ts';
import { httpStage } from './adapters/node/http-stage/http-stage.ts';
import { sandboxWorker } from './adapters/node/sandbox-worker.ts';
import { systemClock, systemRandom } from './adapters/node/system.ts';
import { dispatch } from './api/dispatch.ts';
import { commandHandlers } from './api/index.ts';
import { createTrust, trustingStage } from './authorities/trust.ts';
import type { CoreContext, Workspace } from './context.ts';
import { createContractLibrary } from './contracts/library.ts';
import { createTransport } from './http/index.ts';
import { openWorkspace } from './open-workspace.ts';
import type { KeyProvider, LaunchStage } from './ports.ts';
import { createDataHome } from './storage/move/data-home.ts';
import { weeklyBackups } from './workspace/weekly-backups.ts';

export type CoreOptions = {
  /** Default data folder, which says where the data was moved; created when the first command needs it. */
  folder: string;
  /** The `resources` folder of the app. */
  resources: string;
  appVersion: string;
  /** File of the sandbox's worker: the bundle, or the source under plain Node. */
  sandboxEntry: string;
  /** PEM certificates of authorities to trust beside the built-in ones. */
  authorities?: readonly string[];
  keys: KeyProvider;
  stage: LaunchStage;
  /** The first opening leaves what can be brought back: core was started again, the app was not. */
  keepDeletions?: boolean;
  /** From where commands are given, for the access log; the window unless said. */
  actor?: CoreContext['actor'];
};

/** The work of Countersign without a screen: the same in the app's core process and in the command line. */
export type Core = {
  /** Carries out a command by name. Never rejects. */
  dispatch(command: string, input: unknown): Promise<Result>;
  onEvent(listener: (event: AppEvent) => void): () => void;
  /** Opens the data folder now instead of with the first command that needs it. Rejects with a `storage.*` problem. */
  open(): Promise<void>;
  /** Ends what is under way and closes the data folder; once, however often it is asked for. */
  close(): Promise<void>;
};

/** For each page, with its redirects, of a launch nobody watches. */
const quietTimeoutMs = 20_000;

export function createCore(options: CoreOptions): Core {
  const listeners = new Set<(event: AppEvent) => void>();
  const dataHome = createDataHome(options.folder);
  const log = fileLog(dataHome.logs);
  const trust = createTrust(options.authorities);
  const transport = createTransport({ trusted: trust.all });
  let opened: Promise<Workspace & { close(): Promise<void> }> | null = null;

  const base: Omit<CoreContext, 'workspace' | 'replaceData'> = {
    clock: systemClock,
    random: systemRandom,
    log,
    keys: options.keys,
    stage: trustingStage(options.stage, trust),
    quietStage: trustingStage(
      httpStage({
        transport: (authorities) => createTransport({ trusted: createTrust(authorities).all }),
        userAgent: `Countersign/${options.appVersion}`,
        timeoutMs: quietTimeoutMs,
      }),
      trust,
    ),
    trust,
    transport,
    sandbox: sandboxWorker(options.sandboxEntry),
    appVersion: options.appVersion,
    actor: options.actor ?? 'window',
    dataHome,
    contracts: createContractLibrary({
      builtIn: builtInContracts(join(options.resources, 'contracts')),
      userContracts: async () => (await workspace()).storage.userContracts.list(),
    }),
    emit: (event) => {
      for (const listener of listeners) {
        listener(event);
      }
    },
  };
  const workspace = (): Promise<Workspace & { close(): Promise<void> }> => {
    opened ??= openWorkspace(base, { keepDeletions: options.keepDeletions === true }).catch((error) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  const replaceData = async <T>(work: () => T | Promise<T>): Promise<T> => {
    const before = opened;
    const replaced = (async () => {
      await (await before?.catch(() => null))?.close();
      return { result: await work(), workspace: await openWorkspace(base) };
    })();
    opened = replaced
      .then(({ workspace }) => workspace)
      .catch((error) => {
        opened = null;
        throw error;
      });
    await opened;
    return (await replaced).result;
  };
  const handlers = commandHandlers({ ...base, workspace, replaceData });
  const weekly = weeklyBackups({
    workspace,
    clock: base.clock,
    log,
    emit: base.emit,
  });

  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    weekly.stop();
    const workspace = await opened?.catch(() => null);
    await workspace?.close();
    transport.close();
  };

  return {
    dispatch: (command, input) => dispatch(handlers, log, command, input),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: async () => {
      await workspace();
      weekly.start();
    },
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
