import { app, type BrowserWindow, clipboard, ipcMain, Menu, powerMonitor, shell, type WebContents } from 'electron';
import { channels, type Result } from '../protocol/envelope.ts';
import type { AppEvent, WindowKey } from '../protocol/events.ts';
import type { HostCall } from '../protocol/host.ts';
import { ProblemError } from '../protocol/problem.ts';
import { createSecretClipboard } from './clipboard.ts';
import { copySecret, copySecretText } from './copy-secret.ts';
import { environmentForCore } from './core-environment.ts';
import { type CoreHost, createCoreHost } from './core-host.ts';
import { chooseFile, chooseFolder, chooseSavePath } from './files/choose.ts';
import { saveClearExport } from './files/clear-export.ts';
import { openCsv } from './files/open-csv.ts';
import { openDataFolder } from './files/open-data-folder.ts';
import { createHostCommands } from './host-commands.ts';
import { openChannels } from './ipc.ts';
import { createKeychain } from './keychain.ts';
import { createStage, type Stage } from './launch-view/stage.ts';
import { openLaunchView } from './launch-view/view.ts';
import { createLog, logAddress } from './log.ts';
import { menuTemplate } from './menu.ts';
import { appPaths, dataPaths } from './paths.ts';
import { watchPresence } from './presence.ts';
import { relayToCore } from './relay.ts';
import { forkCore, osEncryption, readableByCore, runtimeInfo } from './runtime.ts';
import { serveApp } from './security/app-protocol.ts';
import { openExternal } from './security/external.ts';
import { createGestures } from './security/gesture.ts';
import { guardAppSession, guardEverything } from './security/guards.ts';
import { appOrigin } from './security/origin.ts';
import { createTrust } from './security/trust.ts';
import { applyTheme, openMainWindow, rememberTheme } from './windows.ts';

export type ApplicationOptions = {
  userData: string;
  /** Address of the development server; `null` for the built app. */
  developmentUrl: string | null;
  /** Told what the window is told. An app that is observed shows nobody its window. */
  observer?: ((event: AppEvent) => void) | undefined;
};

/** The running app: one window, one core process, the launches on its stage. */
export type Application = {
  /** Brings the window to the front, opening it when there is none. */
  showWindow(): void;
  /** Asks core, past what guards the window's own requests. Never rejects. */
  request(command: string, input: unknown): Promise<Result>;
  /** The window's page; `null` without a window. */
  page(): WebContents | null;
  shutdown(): Promise<void>;
};

/** Call before Electron is ready: some guards must stand before anything else does. */
export function createApplication({
  userData,
  developmentUrl,
  observer,
}: ApplicationOptions): () => Promise<Application> {
  const developmentOrigin = developmentUrl === null ? null : new URL(developmentUrl).origin;
  const trust = createTrust(developmentOrigin ?? appOrigin);
  const paths = dataPaths(userData);
  const log = createLog(paths.log, () => new Date());
  guardEverything(app, trust, (what, address) => log(`refused ${what}`, { address: logAddress(address) }));

  return async () => {
    const session = guardAppSession(developmentOrigin);
    await serveApp(session.protocol, appPaths.renderer, developmentOrigin !== null);
    applyTheme(paths.windowState);

    let window: BrowserWindow | null = null;
    const emit = (event: AppEvent) => {
      if (event.type === 'vault.locked') void secrets.forget();
      window?.webContents.send(channels.event, event);
      observer?.(event);
    };
    const menu = menuTemplate(process.platform, developmentOrigin !== null, () => emit({ type: 'menu.undo-delete' }));
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
    const gestures = createGestures(Date.now);
    const after = (ms: number, run: () => void) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    };
    const secrets = createSecretClipboard({
      read: async () => clipboard.readText(),
      write: (text) => clipboard.writeText(text),
      clear: () => clipboard.clear(),
      after,
    });

    const stage: Stage = createStage({
      openView: (exchangeId, url, how, onGone) => {
        if (window === null) throw new ProblemError('launch.stage-unavailable');
        const onKey = (press: WindowKey) => emit({ type: 'window.key', press });
        return openLaunchView(
          { exchangeId, url, ...how },
          { window, trust, emit: core.stageEvent, log, onKey, onGone },
        );
      },
      emit: (event) => core.stageEvent(event),
      windowSize: () => {
        if (window === null) return null;
        const { width, height } = window.getContentBounds();
        return { width, height, zoom: window.webContents.getZoomFactor() };
      },
    });

    const settings = {
      dataFolder: paths.data,
      resources: readableByCore(appPaths.resources),
      appVersion: app.getVersion(),
    };
    const core: CoreHost = createCoreHost({
      fork: (again) =>
        forkCore({
          entry: readableByCore(appPaths.core),
          env: environmentForCore({ ...settings, again }, process.platform, process.env),
        }),
      answer: answerCore(stage),
      emit,
      onLost: () => stage.closeAll('The core process ended.'),
      log,
      now: Date.now,
      after,
    });
    const stopWatching = watchPresence({
      monitor: powerMonitor,
      tell: (presence) => void core.request('vault.presence', presence),
      every: (ms, run) => {
        const timer = setInterval(run, ms);
        return () => clearInterval(timer);
      },
    });

    openChannels(ipcMain, {
      trust,
      relay: relayToCore(core.request, gestures),
      onRefused: (reason) => log('refused message', { reason }),
      commands: createHostCommands({
        runtimeInfo,
        placeLaunchView: stage.place,
        writeClipboard: (text) => clipboard.writeText(text),
        copySecret: copySecret({ request: core.request, gestures, clipboard: secrets }),
        copySecretText: copySecretText({ request: core.request, clipboard: secrets }),
        openCsv: openCsv(core.request),
        saveClearExport: saveClearExport({ request: core.request, gestures }),
        openExternal: (url) => openExternal(url, (address) => shell.openExternal(address)),
        setTheme: async (theme) => rememberTheme(paths.windowState, theme),
        chooseFile: (title, extensions) => chooseFile(window, title, extensions),
        chooseFolder: (title) => chooseFolder(window, title),
        openDataFolder: () => openDataFolder({ request: core.request, openPath: (path) => shell.openPath(path) }),
        chooseSavePath: (title, name, extensions) => chooseSavePath(window, title, name, extensions),
      }),
    });

    const showWindow = () => {
      if (window === null) {
        const opened = openMainWindow({
          url: developmentUrl ?? `${appOrigin}/index.html`,
          preload: appPaths.preload,
          icon: appPaths.icon,
          statePath: paths.windowState,
          trust,
          forDevelopers: developmentOrigin !== null,
          isHidden: observer !== undefined,
          onLoad: () => {
            stage.closeAll('The window was loaded anew.');
            core.retry();
          },
        });
        opened.webContents.on('input-event', (_event, { type }) => gestures.saw(type));
        opened.on('close', () => stage.closeAll('The window was closed.'));
        opened.on('closed', () => {
          window = null;
        });
        window = opened;
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    };

    core.start();
    showWindow();
    return {
      showWindow,
      request: core.request,
      page: () => window?.webContents ?? null,
      shutdown: async () => {
        stopWatching();
        await secrets.forget();
        await core.shutdown();
      },
    };
  };
}

/** What core may ask of main. */
function answerCore(stage: Stage): (call: HostCall) => Promise<unknown> {
  const keychain = createKeychain(osEncryption, process.platform);
  return async (call) => {
    switch (call.call) {
      case 'keychain.status':
        return keychain.status();
      case 'keychain.wrap':
        return keychain.wrap(call.key);
      case 'keychain.unwrap':
        return keychain.unwrap(call.wrapped);
      case 'stage.open':
        await stage.open(call.exchangeId, call.url, call);
        return {};
      case 'stage.close':
        stage.close(call.exchangeId);
        return {};
    }
  };
}
