import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './child.mjs';
import { EXIT, LauncherError } from './exit-codes.mjs';
import { exists, readIfPresent, writeWhole } from './files.mjs';
import { withLock } from './lock.mjs';
import { installStamp, recordedInstallation } from './lockfile.mjs';

const STAMP = 'node_modules/.countersign-install.json';

/** No package needs an install script: native code comes as prebuilt binaries. */
const INSTALL = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

const machine = { platform: process.platform, arch: process.arch };

/**
 * Makes `node_modules` match `package-lock.json`: nothing when it does already, otherwise a clean installation. The
 * stamp is removed before and written after it, so an interrupted installation is made again by the next run.
 *
 * @param {object} options
 * @param {string} options.root
 * @param {import('./terminal.mjs').Log} options.log
 * @param {typeof installWithNpm} [options.install]
 * @returns {Promise<'current' | 'adopted' | 'installed'>}
 * @throws {LauncherError} `dependencies`
 */
export async function ensureDependencies({ root, log, install = installWithNpm }) {
  const lockfileText = await readIfPresent(join(root, 'package-lock.json'));
  if (lockfileText === undefined) {
    throw new LauncherError(
      EXIT.dependencies,
      `package-lock.json is missing in ${root}: restore it with "git checkout package-lock.json".`,
    );
  }
  const stamp = installStamp(lockfileText, machine);
  const known = await knownInstallation(root, lockfileText, stamp);
  if (known) return known;
  const waiting = () => log.info('Another installation is running in this checkout: waiting for it');
  return withLock(
    lockPath(root),
    async (holdAs) => {
      // What was waited for may have been this very installation.
      const made = await knownInstallation(root, lockfileText, stamp);
      if (made) return made;
      log.info('Installing dependencies (npm ci)');
      await rm(join(root, STAMP), { force: true });
      await install({ root, log, onStart: holdAs });
      await writeWhole(join(root, STAMP), stamp);
      return 'installed';
    },
    waiting,
  );
}

/**
 * @param {string} root
 * @param {string} lockfileText
 * @param {string} stamp
 * @returns {Promise<'current' | 'adopted' | undefined>}
 */
async function knownInstallation(root, lockfileText, stamp) {
  const stampPath = join(root, STAMP);
  if ((await readIfPresent(stampPath)) === stamp && (await hasDirectDependencies(root))) return 'current';
  if (!(await isInstalledByHand(root, lockfileText))) return undefined;
  await writeWhole(stampPath, stamp);
  return 'adopted';
}

/** @param {string} root */
function lockPath(root) {
  const checkout = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return join(tmpdir(), `countersign-install-${checkout}.lock`);
}

/**
 * A stamp can outlive a folder that was deleted by hand; the direct dependencies are the quick check for that.
 *
 * @param {string} root
 */
async function hasDirectDependencies(root) {
  /** @type {{ dependencies?: Record<string, string>, devDependencies?: Record<string, string> }} */
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  return allPresent(names.map((name) => join(root, 'node_modules', name, 'package.json')));
}

/**
 * @param {string} root
 * @param {string} lockfileText
 */
async function isInstalledByHand(root, lockfileText) {
  const record = await readIfPresent(join(root, 'node_modules', '.package-lock.json'));
  const folders = recordedInstallation(lockfileText, record, machine);
  if (!folders) return false;
  return allPresent(folders.map((folder) => join(root, folder, 'package.json')));
}

/** @param {string[]} paths */
async function allPresent(paths) {
  return (await Promise.all(paths.map(exists))).every(Boolean);
}

/**
 * @param {{ root: string, log: import('./terminal.mjs').Log, onStart: (pid: number) => void }} options
 */
async function installWithNpm({ root, log, onStart }) {
  const result = await log.during('npm ci', () => npm(INSTALL, { cwd: root, onStart }));
  if (result.code === 0) return;
  throw new LauncherError(
    EXIT.dependencies,
    `npm ci failed with exit code ${result.code}:\n${withoutUsage(result.output)}\n` +
      'Check the network and the npm registry setting ("npm config get registry"), then run the command again.',
  );
}

/**
 * npm answers some mistakes with all of its options; the cause stands before them.
 *
 * @param {string} output
 */
function withoutUsage(output) {
  return output.replace(/\n[^\n]*Clean install a project[\s\S]*?(?=\n[^\n]*A complete log|$)/, '').trim();
}

/**
 * Runs npm with the Node and the npm that started this script, or the npm on PATH when it was started without npm.
 *
 * @param {readonly string[]} args
 * @param {import('./child.mjs').RunOptions} options
 */
export function npm(args, options) {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  if (script && node && /npm-cli\.c?js$/.test(script)) return run(node, [script, ...args], options);
  return run('npm', args, { ...options, shell: process.platform === 'win32' });
}
