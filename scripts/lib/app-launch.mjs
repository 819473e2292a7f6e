import { hasDisplay, startVirtualDisplay } from './display.mjs';
import { chooseElectron } from './electron-runtime.mjs';
import { sandboxArguments } from './sandbox-arguments.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';
import { prepareUnprivilegedLaunch } from './unprivileged.mjs';

/**
 * Makes everything ready for tests that start the built app, and describes it in environment variables:
 *
 * | variable | value |
 * |---|---|
 * | COUNTERSIGN_E2E_ELECTRON | executable to launch |
 * | COUNTERSIGN_E2E_ARGS | JSON array of its arguments, the app's path last |
 * | COUNTERSIGN_E2E_RUNTIME | `supported`, `fallback` or `override` |
 * | COUNTERSIGN_E2E_SANDBOX | `on` or `off`: whether Chromium's sandbox is in force |
 * | COUNTERSIGN_E2E_UID, _GID | who runs the app when it is not the user of the tests: give user-data folders to them |
 * | COUNTERSIGN_ELECTRON_EXECUTABLE | Electron itself, for `ELECTRON_RUN_AS_NODE` |
 * | COUNTERSIGN_NODE_PATH | Node for the app's core process |
 * | DISPLAY, XAUTHORITY | the first virtual display, when there was none |
 * | COUNTERSIGN_E2E_DISPLAYS | JSON array of these two for each virtual display: windows that are driven side by side need one each, for the focus and the clipboard |
 *
 * @param {object} options
 * @param {string} options.root the checkout, built
 * @param {string} options.node
 * @param {import('./terminal.mjs').Log} options.log
 * @param {number} [options.displays] how many virtual displays to start where there is none
 * @returns {Promise<{ env: NodeJS.ProcessEnv, displays: number, dispose: () => Promise<void> }>} `displays`: how many windows can be driven side by side
 * @throws {import('./exit-codes.mjs').LauncherError}
 */
export async function prepareAppLaunch({ root, node, log, displays = 1 }) {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const electron = await chooseElectron({ root, node, log });
  // As root the tests do not show windows on a person's display: another user may not use it.
  const virtualDisplay = asRoot || !hasDisplay();
  await ensureSystemLibraries({ executable: electron.executable, virtualDisplay, log });
  const started = virtualDisplay ? await startDisplays(displays) : [];
  const [first] = started;
  const env = {
    ...first?.env,
    ...(first ? { COUNTERSIGN_E2E_DISPLAYS: JSON.stringify(started.map((display) => display.env)) } : {}),
    COUNTERSIGN_E2E_RUNTIME: electron.kind,
    COUNTERSIGN_ELECTRON_EXECUTABLE: electron.executable,
  };
  const usable = Math.max(1, started.length);
  const stopDisplays = async () => {
    for (const display of started) await display.stop();
  };
  const launch =
    asRoot && first ? await unprivilegedLaunch({ root, node, log, electron, displays: started }) : undefined;
  if (!launch) {
    const args = await sandboxArguments({ executable: electron.executable, log });
    return {
      env: {
        ...env,
        COUNTERSIGN_E2E_ELECTRON: electron.executable,
        COUNTERSIGN_E2E_ARGS: JSON.stringify([...args, root]),
        COUNTERSIGN_E2E_SANDBOX: args.includes('--no-sandbox') ? 'off' : 'on',
      },
      displays: usable,
      dispose: stopDisplays,
    };
  }
  log.info(`Starting the app as uid ${launch.user.uid}, with Chromium's sandbox on.`);
  return {
    env: {
      ...env,
      COUNTERSIGN_E2E_ELECTRON: launch.executable,
      COUNTERSIGN_E2E_ARGS: JSON.stringify(launch.args),
      COUNTERSIGN_E2E_SANDBOX: 'on',
      COUNTERSIGN_E2E_UID: String(launch.user.uid),
      COUNTERSIGN_E2E_GID: String(launch.user.gid),
      COUNTERSIGN_NODE_PATH: launch.node,
    },
    displays: usable,
    dispose: async () => {
      await launch.dispose();
      await stopDisplays();
    },
  };
}

/**
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.node
 * @param {import('./terminal.mjs').Log} options.log
 * @param {{ executable: string }} options.electron
 * @param {readonly import('./display.mjs').VirtualDisplay[]} options.displays at least one
 */
async function unprivilegedLaunch({ root, node, log, electron, displays }) {
  const launch = await log.during('Preparing an unprivileged start', () =>
    prepareUnprivilegedLaunch({
      root,
      electron: electron.executable,
      node,
      env: { ...process.env, ...displays[0]?.env },
      shareDisplay: async (uid, gid) => {
        for (const display of displays) await display.shareWith(uid, gid);
      },
    }),
  );
  if (!('unavailable' in launch)) return launch;
  log.warn(`The app is tested as root, without Chromium's sandbox: ${launch.unavailable}`);
  return undefined;
}

/**
 * @param {number} count
 * @returns {Promise<import('./display.mjs').VirtualDisplay[]>}
 */
async function startDisplays(count) {
  /** @type {import('./display.mjs').VirtualDisplay[]} */
  const started = [];
  try {
    while (started.length < count) started.push(await startVirtualDisplay());
    return started;
  } catch (error) {
    for (const display of started) await display.stop();
    throw error;
  }
}
