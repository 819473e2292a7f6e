/**
 * `npm start`: installs what is missing, provisions Electron, builds and opens the app. Without a display it starts on a
 * virtual one, runs the main job there and prints what came of it. Exit codes: scripts/lib/exit-codes.mjs.
 */
import { ensureBuild } from './lib/build.mjs';
import { run } from './lib/child.mjs';
import { hasDisplay } from './lib/display.mjs';
import { driveApp } from './lib/drive-app.mjs';
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
  if (virtualDisplay) {
    log.info('No display found: starting on a virtual one and running the main job against the sandbox.');
    return driveApp({ root, node, electron, script: 'scripts/main-job.mjs' });
  }
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
