import { BrowserWindow, nativeTheme, screen } from 'electron';
import { originOf } from './security/origin.ts';
import { pagePreferences } from './security/page-preferences.ts';
import type { Trust } from './security/trust.ts';
import {
  defaultSize,
  minimumSize,
  readWindowState,
  restoreBounds,
  type WindowState,
  writeWindowState,
} from './window-state.ts';

const title = 'Countersign';

/** The page's own background, so that nothing flashes before its first paint. */
const backgrounds = { light: '#ffffff', dark: '#16181d' } as const;

/** Time a page has for its first paint before the window is shown anyway, in milliseconds. */
const showAfterMs = 3_000;

export type MainWindowOptions = {
  /** The app's page. */
  url: string;
  preload: string;
  /** Picture of the window in the task bar of Linux and Windows; a Mac takes that of the bundle. */
  icon: string;
  /** File the window's place is remembered in. */
  statePath: string;
  trust: Trust;
  /** The page is being loaded, or loaded anew: whatever the last one asked for is void. */
  onLoad(): void;
  forDevelopers: boolean;
  /** The window is never shown. */
  isHidden: boolean;
};

/** Applies the remembered theme before there is anything to see. */
export function applyTheme(statePath: string): void {
  nativeTheme.themeSource = readWindowState(statePath).theme;
}

/** Changes the theme now and for the next start. */
export function rememberTheme(statePath: string, theme: WindowState['theme']): void {
  nativeTheme.themeSource = theme;
  writeWindowState(statePath, { ...readWindowState(statePath), theme });
}

/** Opens the main window where it was closed. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const { statePath, trust } = options;
  const state = readWindowState(statePath);
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...defaultSize,
    ...restoreBounds(state.bounds, screens),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title,
    icon: options.icon,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: background(),
    webPreferences: {
      preload: options.preload,
      ...pagePreferences,
      devTools: options.forDevelopers,
    },
  });
  const { id } = window.webContents;
  trust.register(id, 'app');
  window.webContents.once('destroyed', () => trust.forget(id));
  if (!options.isHidden) {
    if (state.maximized) window.maximize();
    showWhenPainted(window);
  }
  followTheme(window);
  rememberPlace(window, statePath);
  window.on('page-title-updated', (event) => event.preventDefault());
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) options.onLoad();
  });
  returnHome(window, options);
  reviveAfterCrash(window);
  // A page that cannot be loaded leaves the window empty but there; the failure is in the log.
  window.loadURL(options.url).catch(() => {});
  return window;
}

/** Electron asks about no navigation to `about:blank`: whatever a page left for that way, the window comes back from. */
function returnHome(window: BrowserWindow, { url, trust }: MainWindowOptions): void {
  window.webContents.on('did-navigate', (_event, address) => {
    if (originOf(address) !== trust.origin) window.loadURL(url).catch(() => {});
  });
}

/** A page that ended sooner than this after the one before would end again and again; milliseconds. */
const crashesTooSoon = 10_000;

/** Loads the page anew when its process has crashed: core has all there is, so nothing but what was being typed is lost. */
function reviveAfterCrash(window: BrowserWindow): void {
  let crashedAt = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const now = Date.now();
    const isTooSoon = now - crashedAt < crashesTooSoon;
    crashedAt = now;
    if (reason !== 'clean-exit' && !isTooSoon && !window.isDestroyed()) window.webContents.reload();
  });
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light;
}

function showWhenPainted(window: BrowserWindow): void {
  const show = () => {
    clearTimeout(late);
    if (!window.isDestroyed() && !window.isVisible()) window.show();
  };
  const late = setTimeout(show, showAfterMs);
  window.once('ready-to-show', show);
}

function followTheme(window: BrowserWindow): void {
  const follow = () => window.setBackgroundColor(background());
  nativeTheme.on('updated', follow);
  window.once('closed', () => nativeTheme.removeListener('updated', follow));
}

/** The place is written when the window closes: a write per moved pixel would serve nobody. */
function rememberPlace(window: BrowserWindow, statePath: string): void {
  window.on('close', () => {
    const { theme } = readWindowState(statePath);
    try {
      writeWindowState(statePath, { bounds: window.getNormalBounds(), maximized: window.isMaximized(), theme });
    } catch {
      // The window opens in its default place next time.
    }
  });
}
