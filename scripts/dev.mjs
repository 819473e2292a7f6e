/** `npm run dev`: the app with hot reload, in the runtime provisioned for this machine. Needs a display. */
import { run } from './lib/child.mjs';
import { hasDisplay } from './lib/display.mjs';
import { provisionElectron } from './lib/electron-runtime.mjs';
import { EXIT, LauncherError } from './lib/exit-codes.mjs';
import { launch } from './lib/launcher.mjs';
import { toolEnvironment } from './lib/node-runtime.mjs';
import { prepareTools } from './lib/prepare.mjs';
import { ensureSystemLibraries } from './lib/system-libraries.mjs';
import { createLog } from './lib/terminal.mjs';
import { toolScript } from './lib/tools.mjs';

const log = createLog();

await launch(async () => {
  if (!hasDisplay()) {
    throw new LauncherError(EXIT.display, 'There is no display. Run "xvfb-run -a npm run dev", or set DISPLAY.');
  }
  const { root, node } = await prepareTools(log);
  const electron = await provisionElectron({ root, node, log });
  await ensureSystemLibraries({ executable: electron.executable, virtualDisplay: false, log });
  const script = await toolScript(root, 'electron-vite');
  const { code } = await run(node, [script, 'dev', '--', ...electron.args], {
    cwd: root,
    env: { ...toolEnvironment(node), ELECTRON_EXEC_PATH: electron.executable },
    output: 'inherit',
  });
  return code;
});
