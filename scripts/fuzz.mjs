/**
 * `npm run fuzz [-- filters]`: hostile input for every reader and command, twenty times what `npm test` tries.
 * `FUZZ_TIMES=10 FUZZ_SEED=7 npm run fuzz` sets how much, and repeats a run.
 */
import { EXIT } from './lib/exit-codes.mjs';
import { launch } from './lib/launcher.mjs';
import { prepareTools } from './lib/prepare.mjs';
import { createLog } from './lib/terminal.mjs';
import { runVitest } from './lib/vitest.mjs';

await launch(async () => {
  const log = createLog();
  const tools = await prepareTools(log);
  const times = process.env.FUZZ_TIMES ?? '20';
  const seed = process.env.FUZZ_SEED ?? String(Math.floor(Math.random() * 2 ** 31));
  log.info(`FUZZ_TIMES=${times} FUZZ_SEED=${seed}`);
  const filters = ['test/security/fuzz', ...process.argv.slice(2)];
  const env = { FUZZ_TIMES: times, FUZZ_SEED: seed };
  const { failed } = await runVitest({ ...tools, project: 'integration', env, filters });
  return failed === 0 ? EXIT.ok : EXIT.failed;
});
