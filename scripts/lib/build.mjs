import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './child.mjs';
import { EXIT, LauncherError } from './exit-codes.mjs';
import { exists, readIfPresent, writeWhole } from './files.mjs';
import { toolEnvironment } from './node-runtime.mjs';
import { toolScript } from './tools.mjs';

const STAMP = 'out/.countersign-build.json';
const ENTRY = 'out/main/index.cjs';
const SOURCES = ['src', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json'];
const TEST_FILE = /\.test\.tsx?$/;

/**
 * Builds the app into `out/` unless what is there was built from the same sources. The stamp is removed before and
 * written after a build, so an interrupted build is made again.
 *
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.node
 * @param {import('./terminal.mjs').Log} options.log
 * @param {'capture' | 'inherit'} [options.output] `inherit` shows the build's own output as it comes
 * @param {(options: { root: string, node: string, output: 'capture' | 'inherit' }) => Promise<import('./child.mjs').RunResult>} [options.build]
 * @returns {Promise<'current' | 'built'>}
 * @throws {LauncherError} `build`
 */
export async function ensureBuild({ root, node, log, output = 'capture', build = runElectronVite }) {
  const stamp = `${JSON.stringify({ sources: await sourceFingerprint(root) })}\n`;
  const stampPath = join(root, STAMP);
  if ((await readIfPresent(stampPath)) === stamp && (await exists(join(root, ENTRY)))) return 'current';
  await rm(stampPath, { force: true });
  log.info('Building the app');
  const result = await (output === 'inherit'
    ? build({ root, node, output })
    : log.during('Build', () => build({ root, node, output })));
  if (result.code !== 0) {
    throw new LauncherError(EXIT.build, `The build failed with exit code ${result.code}.\n${result.output.trim()}`);
  }
  await writeWhole(stampPath, stamp);
  return 'built';
}

/**
 * One hash over the paths and contents of everything a build reads. Contents, not times: a fresh clone or a switched
 * branch has new times and maybe the same sources.
 *
 * @param {string} root
 * @returns {Promise<string>} hexadecimal SHA-256
 */
export async function sourceFingerprint(root) {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const path of await filesUnder(root, source)) {
      const content = await readFile(join(root, path));
      hash.update(`${path}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path relative to root
 * @returns {Promise<string[]>} files, in a stable order
 */
async function filesUnder(root, path) {
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch(() => undefined);
  if (!entries) return (await exists(join(root, path))) ? [path] : [];
  const nested = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory() || (entry.isFile() && !TEST_FILE.test(entry.name)))
      .map((entry) => (entry.isDirectory() ? filesUnder(root, `${path}/${entry.name}`) : [`${path}/${entry.name}`])),
  );
  return nested.flat().sort();
}

/**
 * @param {{ root: string, node: string, output: 'capture' | 'inherit' }} options
 */
async function runElectronVite({ root, node, output }) {
  const script = await toolScript(root, 'electron-vite');
  return run(node, [script, 'build'], { cwd: root, env: toolEnvironment(node), output });
}
