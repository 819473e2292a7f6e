/** `npm run check`: every type check and the linter, in seconds. */
import { runChecks } from './lib/checks.mjs';
import { EXIT } from './lib/exit-codes.mjs';
import { launch } from './lib/launcher.mjs';
import { prepareTools } from './lib/prepare.mjs';
import { createLog } from './lib/terminal.mjs';

const log = createLog();

await launch(async () => {
  const results = await runChecks({ ...(await prepareTools(log)), log });
  return results.every(({ passed }) => passed) ? EXIT.ok : EXIT.failed;
});
