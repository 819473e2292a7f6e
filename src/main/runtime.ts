import { fork } from 'node:child_process';
import type { BrowserWindow, WebContents, WebPreferences } from 'electron';
import { BrowserView, safeStorage, utilityProcess, WebContentsView } from 'electron';
import type { Bounds, RuntimeInfo, ToCore } from '../protocol/host.ts';
import { ProblemError } from '../protocol/problem.ts';

/** The first Electron the app is released with: anything older is run only where nothing newer can be had. */
const supportedMajor = 45;

/** Variable with the path of the Node that runs core where Electron's own Node is too old for it. */
const nodePathVariable = 'COUNTERSIGN_NODE_PATH';

function electronMajor(): number {
  return Number.parseInt(process.versions.electron ?? '0', 10);
}

/** Which Electron the app runs in, for the banner and bug reports. */
export function runtimeInfo(): RuntimeInfo {
  return {
    kind: electronMajor() >= supportedMajor ? 'supported' : 'fallback',
    electron: process.versions.electron ?? '',
    chromium: process.versions.chrome ?? '',
    node: process.versions.node,
    platform: process.platform,
  };
}

/** A page of its own inside a window. Coordinates are device-independent pixels of the window's content. */
export interface EmbeddedView {
  readonly webContents: WebContents;
  setBounds(bounds: Bounds): void;
  setVisible(visible: boolean): void;
  destroy(): void;
}

/** Creates a hidden view over `window`. The view lives until `destroy`, whatever happens to its page. */
export function createEmbeddedView(window: BrowserWindow, webPreferences: WebPreferences): EmbeddedView {
  return 'contentView' in window ? webContentsView(window, webPreferences) : browserView(window, webPreferences);
}

function webContentsView(window: BrowserWindow, webPreferences: WebPreferences): EmbeddedView {
  const view = new WebContentsView({ webPreferences });
  const { webContents } = view;
  view.setBackgroundColor('#ffffff');
  view.setVisible(false);
  window.contentView.addChildView(view);
  return {
    webContents,
    setBounds: (bounds) => view.setBounds(bounds),
    setVisible: (visible) => view.setVisible(visible),
    destroy: () => {
      if (!window.isDestroyed()) window.contentView.removeChildView(view);
      if (!webContents.isDestroyed()) webContents.close();
    },
  };
}

function browserView(window: BrowserWindow, webPreferences: WebPreferences): EmbeddedView {
  const view = new BrowserView({ webPreferences });
  const { webContents } = view;
  view.setBackgroundColor('#ffffff');
  const remove = () => {
    if (!window.isDestroyed()) window.removeBrowserView(view);
  };
  let placed: Bounds | null = null;
  return {
    webContents,
    setBounds: (bounds) => {
      placed = bounds;
      view.setBounds(bounds);
    },
    setVisible: (visible) => {
      if (!visible) return remove();
      window.addBrowserView(view);
      // Bounds given to a view outside of a window do not reach its page, which would have no size and draw nothing.
      if (placed !== null) view.setBounds(placed);
    },
    destroy: () => {
      remove();
      if (!webContents.isDestroyed()) webContents.close();
    },
  };
}

/** The core process as main sees it. `onExit` gets the reason in words, once. */
export interface CoreChild {
  send(message: ToCore): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (reason: string) => void): void;
  kill(): void;
}

export type CoreStart = {
  /** Path of the built core. */
  entry: string;
  /** The whole environment of the child: nothing of main's own reaches it. */
  env: Record<string, string>;
};

/**
 * Starts core: in a utility process, or in a Node of its own where Electron's Node cannot load its native modules.
 * Messages are structured clones in both.
 * @throws ProblemError `core.unavailable` when that Node is needed and its path is not known.
 */
export function forkCore(start: CoreStart): CoreChild {
  return electronMajor() >= supportedMajor
    ? forkUtilityCore(start)
    : forkNodeCore(start, process.env[nodePathVariable]);
}

/**
 * Where core finds a file of the app: in the archive of a packaged app, as everything in Electron does; a plain Node reads only what
 * was unpacked beside it.
 */
export function readableByCore(path: string): string {
  return electronMajor() >= supportedMajor ? path : path.replace(/([\\/]app\.asar)(?=[\\/])/, '$1.unpacked');
}

/** Core in Electron's utility process. */
export function forkUtilityCore({ entry, env }: CoreStart): CoreChild {
  const child = utilityProcess.fork(entry, [], {
    env,
    execArgv: [],
    serviceName: 'Countersign core',
    stdio: 'inherit',
  });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      child.once('exit', (code) => listener(`exit code ${code}`));
    },
    kill: () => {
      child.kill();
    },
  };
}

/** Core in a Node process. */
export function forkNodeCore({ entry, env }: CoreStart, nodePath: string | undefined): CoreChild {
  if (nodePath === undefined || nodePath === '') {
    throw new ProblemError('core.unavailable', {
      detail: `Electron ${process.versions.electron} needs a separate Node to run core: set ${nodePathVariable} to the path of Node 22 or later, or start with npm start.`,
    });
  }
  const child = fork(entry, [], {
    execPath: nodePath,
    execArgv: [],
    env,
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    send: (message) => {
      // The callback takes the error of a child that has just ended; `onExit` reports that end.
      if (child.connected) child.send(message, () => {});
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      let told = false;
      const tell = (reason: string) => {
        if (!told) listener(reason);
        told = true;
      };
      child.once('error', (error) => tell(error.message));
      child.once('exit', (code, signal) => tell(signal === null ? `exit code ${code}` : `signal ${signal}`));
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}

/** The OS's own encryption of small texts. Both Electrons encrypt alike; only the way of asking differs. */
export interface OsEncryption {
  available(): Promise<boolean>;
  /** Name of the store on Linux, `null` where the platform has only one. */
  backend(): string | null;
  encrypt(text: string): Promise<Uint8Array>;
  /** `shouldReEncrypt`: the system has another key for it by now. */
  decrypt(encrypted: Uint8Array): Promise<{ text: string; shouldReEncrypt: boolean }>;
}

export const osEncryption: OsEncryption = {
  available: async () =>
    'isAsyncEncryptionAvailable' in safeStorage
      ? safeStorage.isAsyncEncryptionAvailable()
      : syncSafeStorage(safeStorage).isEncryptionAvailable(),
  backend: () => (process.platform === 'linux' ? linuxStore() : null),
  encrypt: async (text) =>
    'encryptStringAsync' in safeStorage
      ? safeStorage.encryptStringAsync(text)
      : syncSafeStorage(safeStorage).encryptString(text),
  decrypt: async (encrypted) => {
    if (!('decryptStringAsync' in safeStorage)) {
      const text = syncSafeStorage(safeStorage).decryptString(Buffer.from(encrypted));
      return { text, shouldReEncrypt: false };
    }
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(encrypted));
    return { text: result, shouldReEncrypt };
  },
};

/** An Electron that cannot name its store is not trusted to have one. */
function linuxStore(): string {
  return 'getSelectedStorageBackend' in safeStorage ? safeStorage.getSelectedStorageBackend() : 'unknown';
}

type SyncSafeStorage = Pick<typeof safeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'>;

/** The types are those of the newer Electron, in which an object without the asynchronous calls cannot exist. */
function syncSafeStorage(storage: SyncSafeStorage): SyncSafeStorage {
  return storage;
}
