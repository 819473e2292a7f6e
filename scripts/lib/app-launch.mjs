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
 * | DISPLAY, XAUTHORITY | the virtual display, when there was none |
 *
 * @param {object} options
 * @param {string} options.root the checkout, built
 * @param {string} options.node
 * @param {import('./terminal.mjs').Log} options.log
 * @returns {Promise<{ env: NodeJS.ProcessEnv, dispose: () => Promise<void> }>}
 * @throws {import('./exit-codes.mjs').LauncherError}
 */
export async function prepareAppLaunch({ root, node, log }) {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const electron = await chooseElectron({ root, node, log });
  // As root the tests do not show windows on a person's display: another user may not use it.
  const virtualDisplay = asRoot || !hasDisplay();
  await ensureSystemLibraries({ executable: electron.executable, virtualDisplay, log });
  const display = virtualDisplay ? await startVirtualDisplay() : undefined;
  const env = {
    ...display?.env,
    COUNTERSIGN_E2E_RUNTIME: electron.kind,
    COUNTERSIGN_ELECTRON_EXECUTABLE: electron.executable,
  };
  const stopDisplay = async () => display?.stop();
  const launch = asRoot && display ? await unprivilegedLaunch({ root, node, log, electron, display }) : undefined;
  if (!launch) {
    const args = await sandboxArguments({ executable: electron.executable, log });
    return {
      env: {
        ...env,
        COUNTERSIGN_E2E_ELECTRON: electron.executable,
        COUNTERSIGN_E2E_ARGS: JSON.stringify([...args, root]),
        COUNTERSIGN_E2E_SANDBOX: args.includes('--no-sandbox') ? 'off' : 'on',
      },
      dispose: stopDisplay,
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
    dispose: async () => {
      await launch.dispose();
      await stopDisplay();
    },
  };
}

/**
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.node
 * @param {import('./terminal.mjs').Log} options.log
 * @param {{ executable: string }} options.electron
 * @param {import('./display.mjs').VirtualDisplay} options.display
 */
async function unprivilegedLaunch({ root, node, log, electron, display }) {
  const launch = await log.during('Preparing an unprivileged start', () =>
    prepareUnprivilegedLaunch({
      root,
      electron: electron.executable,
      node,
      env: { ...process.env, ...display.env },
      shareDisplay: display.shareWith,
    }),
  );
  if (!('unavailable' in launch)) return launch;
  log.warn(`The app is tested as root, without Chromium's sandbox: ${launch.unavailable}`);
  return undefined;
}
