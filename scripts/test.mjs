/**
 * `npm test`: installs what is missing and runs everything; ends with one line `N passed, N failed` over all runners.
 * `npm test -- --only unit,e2e [vitest arguments]` runs some of the steps. Exit codes: scripts/lib/exit-codes.mjs.
 */
import { prepareAppLaunch } from './lib/app-launch.mjs';
import { ensureBuild } from './lib/build.mjs';
import { runChecks } from './lib/checks.mjs';
import { EXIT } from './lib/exit-codes.mjs';
import { launch, report } from './lib/launcher.mjs';
import { prepareTools } from './lib/prepare.mjs';
import { createLog } from './lib/terminal.mjs';
import { parseTestArguments } from './lib/test-arguments.mjs';
import { NOTHING, single, summaryLine, total } from './lib/test-summary.mjs';
import { ALL_CORES, runVitest } from './lib/vitest.mjs';

/** @typedef {import('./lib/test-summary.mjs').Tally} Tally */

/** Apps that are driven at the same time: each is several processes, and more than these make each other slow. */
const WINDOWS_SIDE_BY_SIDE = Math.min(2, ALL_CORES);

const log = createLog();
/** @type {{ name: string, tally: Tally }[]} */
const results = [];

/**
 * One step: whatever goes wrong in it is a failure of this step, and the next steps still run.
 *
 * @param {string} name
 * @param {() => Promise<Tally>} work
 * @returns {Promise<boolean>} whether nothing failed
 */
async function step(name, work) {
  log.info(`\n── ${name}`);
  const tally = await work().catch((error) => {
    report(error);
    return single(false);
  });
  results.push({ name, tally });
  return tally.failed === 0;
}

await launch(async () => {
  const { steps, filters } = parseTestArguments(process.argv.slice(2));
  /** @type {{ root: string, node: string } | undefined} */
  let tools;
  try {
    tools = await prepareTools(log);
  } catch (error) {
    const code = report(error);
    log.info(`\n${summaryLine(single(false))}`);
    return code;
  }
  await runSteps(tools, steps, filters);
  log.info('');
  for (const { name, tally } of results) log.info(`${name.padEnd(14)} ${summaryLine(tally)}`);
  const sum = total(results.map(({ tally }) => tally));
  log.info(`\n${summaryLine(sum)}`);
  return sum.failed === 0 ? EXIT.ok : EXIT.failed;
});

/**
 * @param {{ root: string, node: string }} tools
 * @param {ReadonlySet<string>} steps
 * @param {readonly string[]} filters
 */
async function runSteps(tools, steps, filters) {
  if (steps.has('check')) {
    await step('check', async () => total((await runChecks({ ...tools, log })).map(({ passed }) => single(passed))));
  }
  if (steps.has('unit')) await step('unit', () => runVitest({ ...tools, project: 'unit', filters }));
  const inApp = ['integration', 'interop', 'e2e'].filter((name) => steps.has(name));
  if (inApp.length === 0) return;

  const built = await step('build', async () => {
    const outcome = await ensureBuild({ ...tools, log, output: 'inherit' });
    if (outcome === 'current') log.info('out/ is up to date');
    return NOTHING;
  });
  /** @type {Awaited<ReturnType<typeof prepareAppLaunch>> | undefined} */
  let app;
  const ready = await step('electron', async () => {
    app = await prepareAppLaunch({ ...tools, log, displays: WINDOWS_SIDE_BY_SIDE });
    return NOTHING;
  });
  try {
    for (const project of inApp) {
      await step(project, async () => {
        if (project === 'e2e' && !(built && ready)) return notRun();
        const workers = project === 'e2e' ? app?.displays : undefined;
        return runVitest({ ...tools, project, env: { ...app?.env }, workers, filters });
      });
    }
  } finally {
    await app?.dispose();
  }
}

function notRun() {
  log.info('Not run: the build or the Electron runtime failed above.');
  return single(false);
}
