import { ensureDependencies } from './dependencies.mjs';
import { nodeExecutable } from './node-runtime.mjs';
import { projectRoot } from './paths.mjs';

/**
 * What every script needs before its own work: the dependencies in place and a Node that runs the tools.
 *
 * @param {import('./terminal.mjs').Log} log
 * @returns {Promise<{ root: string, node: string }>}
 * @throws {import('./exit-codes.mjs').LauncherError} `dependencies`, `node`
 */
export async function prepareTools(log) {
  const root = projectRoot;
  await ensureDependencies({ root, log });
  return { root, node: nodeExecutable({ root }) };
}
