import type { ChildProcess } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, _electron as electron, type Page } from 'playwright';
import { type PreparedApp, preparedApp, requireDisplay } from './environment.ts';
import { collectTrouble, type Trouble } from './trouble.ts';

export type LaunchOptions = {
  /** User-data folder of an earlier start. Without it the app gets a new one, removed on `close`. */
  userData?: string;
  /** Added to the app's environment. */
  env?: Record<string, string>;
};

/** The app as a test drives it. */
export type RunningApp = {
  app: ElectronApplication;
  /** The main window's page. */
  window: Page;
  userData: string;
  /** Errors and security warnings so far, of main and of every page. */
  trouble: Trouble;
  /** Ends the app, at the latest by force, and removes a folder made for it. Safe to call twice. */
  close(): Promise<void>;
};

const startTimeoutMs = 25_000;
/** A page that is drawn at all is drawn many times in this time. */
const drawingTimeoutMs = 10_000;
const twoFrames = 'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))';
/** How long a step waits for what it needs, before the test that makes it is out of time itself. */
const stepTimeoutMs = 15_000;

/**
 * Starts the built app as a person does and waits for its page. The Chromium of the fallback runtime now and then never draws its
 * first page on a virtual display: there, and only there, it is started again, twice at the most, and that is told.
 */
export async function launchApp(options: LaunchOptions = {}): Promise<RunningApp> {
  requireDisplay(process.env, process.platform);
  const prepared = preparedApp(process.env);
  for (let again = prepared.isFallback ? 2 : 0; again > 0; again -= 1) {
    try {
      return await startOnce(prepared, options);
    } catch (error) {
      process.stderr.write(`The app is started again: ${String(error).slice(0, 300)}\n`);
    }
  }
  return startOnce(prepared, options);
}

async function startOnce(prepared: PreparedApp, { userData, env = {} }: LaunchOptions): Promise<RunningApp> {
  const folder = userData ?? (await makeUserData());
  const app = await electron.launch({
    executablePath: prepared.executable,
    args: [...workarounds(prepared), ...prepared.args],
    chromiumSandbox: prepared.hasSandbox,
    timeout: startTimeoutMs,
    env: {
      ...ownEnvironment(),
      ELECTRON_ENABLE_SECURITY_WARNINGS: '1',
      COUNTERSIGN_USER_DATA: folder,
      ...env,
    },
  });
  const trouble = collectTrouble(app);
  // Playwright forgets the process of an app that has ended by itself.
  const child = app.process();
  let closing: Promise<void> | null = null;
  const close = async () => {
    await end(app, child);
    if (userData === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const window = await app.firstWindow({ timeout: startTimeoutMs });
    await window.waitForLoadState('load', { timeout: startTimeoutMs });
    window.setDefaultTimeout(stepTimeoutMs);
    if (prepared.isFallback && !(await inTime(window.evaluate(twoFrames), drawingTimeoutMs))) {
      throw new Error('Its page is there, and is never drawn.');
    }
    return {
      app,
      window,
      userData: folder,
      trouble,
      close: () => {
        closing ??= close();
        return closing;
      },
    };
  } catch (error) {
    await close();
    throw new Error(`The app did not open its window.\n${trouble.output()}`, { cause: error });
  }
}

/**
 * Playwright holds every frame of another site until it has looked at it. In the Chromium of the fallback runtime such a frame
 * never goes on (Runtime.runIfWaitingForDebugger is lost), with or without our own recording. There, frames of other sites
 * share their page's process: cookies and framing are judged by site all the same.
 */
function workarounds({ isFallback }: PreparedApp): string[] {
  return isFallback ? ['--disable-site-isolation-trials'] : [];
}

/** A new user-data folder that belongs to whoever runs the app. For tests that start the app twice; they remove it. */
export async function makeUserData(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-e2e-'));
  const { owner } = preparedApp(process.env);
  if (owner !== null) await chown(folder, owner.uid, owner.gid);
  return folder;
}

function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

/** Asks ever less politely: quit, exit, kill. Each has a time of its own, so a test run cannot hang here. */
async function end(app: ElectronApplication, child: ChildProcess): Promise<void> {
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  if (hasEnded()) return;
  if (await inTime(app.close(), 15_000)) return;
  await inTime(
    app.evaluate(({ app: electronApp }) => electronApp.exit(1)),
    3_000,
  );
  if (!hasEnded()) child.kill('SIGKILL');
}

/** Whether a promise fulfils within `ms`. */
async function inTime(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const done = promise.then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}
