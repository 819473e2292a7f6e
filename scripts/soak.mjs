/** `npm run test:soak`: the long forms of the tests of durability, with their figures on the terminal. */
import { EXIT } from './lib/exit-codes.mjs';
import { launch } from './lib/launcher.mjs';
import { prepareTools } from './lib/prepare.mjs';
import { createLog } from './lib/terminal.mjs';
import { runVitest } from './lib/vitest.mjs';

await launch(async () => {
  const tools = await prepareTools(createLog());
  const wanted = process.argv.slice(2);
  const filters = wanted.length > 0 ? wanted : ['test/durability/kill.test.ts', 'test/durability/launches.test.ts'];
  const { failed } = await runVitest({ ...tools, project: 'integration', env: { COUNTERSIGN_SOAK: 'full' }, filters });
  return failed === 0 ? EXIT.ok : EXIT.failed;
});
