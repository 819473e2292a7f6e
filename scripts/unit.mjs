/** `npm run test:unit [-- filters]`: the unit tests, with vitest's own file filters and options. */
import { EXIT } from './lib/exit-codes.mjs';
import { launch } from './lib/launcher.mjs';
import { prepareTools } from './lib/prepare.mjs';
import { createLog } from './lib/terminal.mjs';
import { runVitest } from './lib/vitest.mjs';

await launch(async () => {
  const tools = await prepareTools(createLog());
  const { failed } = await runVitest({ ...tools, project: 'unit', filters: process.argv.slice(2) });
  return failed === 0 ? EXIT.ok : EXIT.failed;
});
