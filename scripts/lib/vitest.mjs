import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from './child.mjs';
import { readIfPresent } from './files.mjs';
import { toolEnvironment } from './node-runtime.mjs';
import { temporaryFolder } from './temporary.mjs';
import { vitestTally } from './test-summary.mjs';
import { toolScript } from './tools.mjs';

/** Workers a run of tests has unless it needs fewer: left to itself vitest leaves a core to its own process, which is half of a small machine. */
export const ALL_CORES = availableParallelism();

/** A runner that hangs must not hang the run for ever. */
const LIMIT_MS = 30 * 60_000;

/**
 * Runs one vitest project, its output on the terminal, and counts its tests.
 *
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.node
 * @param {string} options.project
 * @param {NodeJS.ProcessEnv} [options.env] on top of the tools' environment
 * @param {number} [options.workers] how many test files run side by side
 * @param {number} [options.timeoutMs] after which it is ended
 * @param {readonly string[]} [options.filters] vitest's own arguments: file filters, `-t name`
 * @returns {Promise<import('./test-summary.mjs').Tally>}
 */
export async function runVitest({
  root,
  node,
  project,
  env = {},
  workers = ALL_CORES,
  filters = [],
  timeoutMs = LIMIT_MS,
}) {
  const folder = temporaryFolder('report');
  const reportPath = join(folder.path, 'report.json');
  const script = await toolScript(root, 'vitest');
  const args = ['run', '--project', project, '--passWithNoTests', `--maxWorkers=${workers}`, ...filters];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`];
  try {
    const result = await run(node, [script, ...args, ...reporters], {
      cwd: root,
      env: { ...toolEnvironment(node), ...env },
      output: 'inherit',
      timeoutMs,
    });
    return vitestTally(await readIfPresent(reportPath), result.code);
  } finally {
    await folder.remove();
  }
}
