/**
 * `npm start`: installs what is missing, provisions Electron, builds and opens the app. Without a display it starts on a
 * virtual one, runs the main job there and prints what came of it. Exit codes: scripts/lib/exit-codes.mjs.
 */
import { ensureBuild } from './lib/build.mjs';
import { run } from './lib/child.mjs';
import { hasDisplay, startVirtualDisplay } from './lib/display.mjs';
import { provisionElectron } from './lib/electron-runtime.mjs';
import { launch } from './lib/launcher.mjs';
import { toolEnvironment } from './lib/node-runtime.mjs';
import { prepareTools } from './lib/prepare.mjs';
import { ensureSystemLibraries } from './lib/system-libraries.mjs';
import { createLog } from './lib/terminal.mjs';

const log = createLog();

await launch(async () => {
  const { root, node } = await prepareTools(log);
  const electron = await provisionElectron({ root, node, log });
  const virtualDisplay = !hasDisplay();
  await ensureSystemLibraries({ executable: electron.executable, virtualDisplay, log });
  await ensureBuild({ root, node, log });
  if (virtualDisplay) return runMainJob({ root, node, electron });
  const wayland = !process.env.DISPLAY && process.env.WAYLAND_DISPLAY;
  // The fallback runtime is older than Electron's own choice of Wayland.
  const platform = wayland && electron.kind === 'fallback' ? ['--ozone-platform=wayland'] : [];
  const { code } = await run(electron.executable, [...electron.args, ...platform, root, ...process.argv.slice(2)], {
    cwd: root,
    env: toolEnvironment(node),
    output: 'inherit',
  });
  return code;
});

/**
 * @param {{ root: string, node: string, electron: import('./lib/electron-runtime.mjs').ElectronRuntime }} options
 */
async function runMainJob({ root, node, electron }) {
  log.info('No display found: starting on a virtual one and running the main job against the sandbox.');
  const display = await startVirtualDisplay();
  try {
    const { code } = await run(node, [`${root}/scripts/main-job.mjs`], {
      cwd: root,
      env: {
        ...toolEnvironment(node),
        ...display.env,
        COUNTERSIGN_E2E_ELECTRON: electron.executable,
        COUNTERSIGN_E2E_ARGS: JSON.stringify([...electron.args, root]),
        COUNTERSIGN_E2E_SANDBOX: electron.args.includes('--no-sandbox') ? 'off' : 'on',
      },
      output: 'inherit',
    });
    return code;
  } finally {
    await display.stop();
  }
}
