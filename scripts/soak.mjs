/** `npm run test:soak [files]`: the long forms of the tests of durability, with their figures on the terminal. */
import { prepareAppLaunch } from './lib/app-launch.mjs';
import { ensureBuild } from './lib/build.mjs';
import { EXIT } from './lib/exit-codes.mjs';
import { launch } from './lib/launcher.mjs';
import { prepareTools } from './lib/prepare.mjs';
import { createLog } from './lib/terminal.mjs';
import { runVitest } from './lib/vitest.mjs';

const inCore = [
  'test/security/durability/kill.test.ts',
  'test/security/durability/move.test.ts',
  'test/security/durability/launches.test.ts',
];
const inApp = ['test/security/durability/window/kill-app.test.ts'];
/** The whole app is started 200 times. */
const timeoutMs = 4 * 60 * 60_000;

await launch(async () => {
  const log = createLog();
  const tools = await prepareTools(log);
  const wanted = process.argv.slice(2);
  const chosen = (/** @type {string[]} */ files) =>
    wanted.length === 0 ? files : files.filter((file) => wanted.some((part) => file.includes(part)));
  const env = { COUNTERSIGN_SOAK: 'full' };
  let failed = 0;
  if (chosen(inCore).length > 0) {
    const tally = await runVitest({
      ...tools,
      project: 'integration',
      env,
      workers: 1,
      filters: chosen(inCore),
      timeoutMs,
    });
    failed += tally.failed;
  }
  if (chosen(inApp).length > 0) {
    await ensureBuild({ ...tools, log, output: 'inherit' });
    const app = await prepareAppLaunch({ ...tools, log });
    try {
      const all = { ...env, ...app.env };
      const tally = await runVitest({
        ...tools,
        project: 'e2e',
        env: all,
        workers: 1,
        filters: chosen(inApp),
        timeoutMs,
      });
      failed += tally.failed;
    } finally {
      await app.dispose();
    }
  }
  return failed === 0 ? EXIT.ok : EXIT.failed;
});
