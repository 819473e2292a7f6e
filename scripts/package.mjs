/**
 * `npm run package`: builds the app and packages it for this platform with the supported Electron. Arguments: scripts/package/arguments.mjs,
 * exit codes: scripts/lib/exit-codes.mjs.
 */
import { ensureBuild } from './lib/build.mjs';
import { run } from './lib/child.mjs';
import { launch } from './lib/launcher.mjs';
import { toolEnvironment } from './lib/node-runtime.mjs';
import { prepareTools } from './lib/prepare.mjs';
import { createLog } from './lib/terminal.mjs';

const log = createLog();

await launch(async () => {
  const { root, node } = await prepareTools(log);
  await ensureBuild({ root, node, log });
  const { code } = await run(node, [`${root}/scripts/package/main.mjs`, ...process.argv.slice(2)], {
    cwd: process.cwd(),
    env: toolEnvironment(node),
    output: 'inherit',
  });
  return code;
});
