import { run } from './child.mjs';
import { startVirtualDisplay } from './display.mjs';
import { toolEnvironment } from './node-runtime.mjs';

/**
 * Runs a script that drives the built app, on a virtual display of its own. What the app needs to start stands in its
 * environment, in the variables of app-launch.mjs.
 *
 * @param {object} options
 * @param {string} options.root the checkout, built
 * @param {string} options.node
 * @param {import('./electron-runtime.mjs').ElectronRuntime} options.electron
 * @param {string} options.script path from the checkout
 * @returns {Promise<number>} its exit code
 */
export async function driveApp({ root, node, electron, script }) {
  const display = await startVirtualDisplay();
  try {
    const { code } = await run(node, [`${root}/${script}`], {
      cwd: root,
      env: {
        ...toolEnvironment(node),
        ...display.env,
        COUNTERSIGN_E2E_ELECTRON: electron.executable,
        COUNTERSIGN_E2E_ARGS: JSON.stringify([...electron.args, root]),
        COUNTERSIGN_E2E_RUNTIME: electron.kind,
        COUNTERSIGN_E2E_SANDBOX: electron.args.includes('--no-sandbox') ? 'off' : 'on',
      },
      output: 'inherit',
    });
    return code;
  } finally {
    await display.stop();
  }
}
