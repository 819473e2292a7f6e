/** `npm run screenshots`: takes the pictures of the README and the manual anew, into docs/screenshots. */
import { ensureBuild } from './lib/build.mjs';
import { driveApp } from './lib/drive-app.mjs';
import { provisionElectron } from './lib/electron-runtime.mjs';
import { launch } from './lib/launcher.mjs';
import { prepareTools } from './lib/prepare.mjs';
import { ensureSystemLibraries } from './lib/system-libraries.mjs';
import { createLog } from './lib/terminal.mjs';

const log = createLog();

await launch(async () => {
  const { root, node } = await prepareTools(log);
  const electron = await provisionElectron({ root, node, log });
  await ensureSystemLibraries({ executable: electron.executable, virtualDisplay: true, log });
  await ensureBuild({ root, node, log });
  return driveApp({ root, node, electron, script: 'scripts/take-screenshots.mjs' });
});
