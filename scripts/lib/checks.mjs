import { run } from './child.mjs';
import { toolEnvironment } from './node-runtime.mjs';
import { toolScript } from './tools.mjs';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string} tool package and command
 * @property {string} packageName
 * @property {string[]} args
 */

/** @type {readonly Check[]} */
const CHECKS = [
  { name: 'types: app', tool: 'tsc', packageName: 'typescript', args: ['-p', 'tsconfig.json'] },
  { name: 'types: protocol', tool: 'tsc', packageName: 'typescript', args: ['-p', 'src/protocol'] },
  { name: 'types: renderer', tool: 'tsc', packageName: 'typescript', args: ['-p', 'src/renderer'] },
  { name: 'types: scripts', tool: 'tsc', packageName: 'typescript', args: ['-p', 'scripts'] },
  { name: 'lint', tool: 'biome', packageName: '@biomejs/biome', args: ['check', '.'] },
];

/**
 * Runs every type check and the linter at once and prints each one's output when it ends.
 *
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.node
 * @param {import('./terminal.mjs').Log} options.log
 * @returns {Promise<{ name: string, passed: boolean }[]>}
 */
export async function runChecks({ root, node, log }) {
  return log.during('Types and lint', () =>
    Promise.all(
      CHECKS.map(async ({ name, tool, packageName, args }) => {
        const script = await toolScript(root, packageName, tool);
        const { code, output } = await run(node, [script, ...args], { cwd: root, env: toolEnvironment(node) });
        log.info(`${code === 0 ? 'ok  ' : 'FAIL'} ${name}${code === 0 ? '' : `\n${output.trimEnd()}`}`);
        return { name, passed: code === 0 };
      }),
    ),
  );
}
