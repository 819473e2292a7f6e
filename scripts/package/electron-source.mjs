import { join } from 'node:path';
import { run } from '../lib/child.mjs';
import { electronVersion, installElectron, installedElectron } from '../lib/electron-supported.mjs';
import { EXIT, LauncherError } from '../lib/exit-codes.mjs';
import { isExecutable } from '../lib/files.mjs';

const VERSION_LIMIT_MS = 20_000;

/**
 * The Electron that is packaged.
 *
 * @typedef {object} ElectronSource
 * @property {'release' | 'test'} purpose what comes of a folder that was given is for tests and never distributed
 * @property {string} folder unpacked Electron
 * @property {string} version
 */

/**
 * The supported Electron, downloaded and checked by its own package, or the folder that was given. Nothing ever takes the place of
 * the supported one by itself: a package is what people install.
 *
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.node
 * @param {string | undefined} options.electronDist
 * @param {import('../lib/terminal.mjs').Log} options.log
 * @param {{ installed: typeof installedElectron, install: typeof installElectron }} [options.sources]
 * @returns {Promise<ElectronSource>}
 * @throws {LauncherError} `electron`
 */
export async function electronToPackage({
  root,
  node,
  electronDist,
  log,
  sources = { installed: installedElectron, install: installElectron },
}) {
  if (electronDist !== undefined) {
    return { purpose: 'test', folder: electronDist, version: await versionOf(electronDist) };
  }
  const version = (await electronVersion(root)) ?? '';
  const installed = await sources.installed(root);
  if (installed && (await isExecutable(installed))) return release(root, version);
  const result = await sources.install({ root, node, log });
  if (result.kind === 'installed') return release(root, version);
  throw new LauncherError(
    EXIT.electron,
    `Nothing was packaged: the app is released with Electron ${version} alone, and ${
      result.kind === 'damaged' ? 'its download does not match its checksum' : 'it could not be downloaded'
    }: ${result.reason}\n${
      'Choices:\n' +
      '  ELECTRON_MIRROR=<url>           download it from a mirror your network reaches\n' +
      '  --electron-dist <folder>        package the Electron in that folder, as a test artefact that is never distributed'
    }`,
  );
}

/**
 * @param {string} root
 * @param {string} version
 * @returns {ElectronSource}
 */
function release(root, version) {
  return { purpose: 'release', folder: join(root, 'node_modules', 'electron', 'dist'), version };
}

/** @param {string} folder */
async function versionOf(folder) {
  const executable = electronIn(folder);
  const { code, stdout, output } = await run(executable, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    timeoutMs: VERSION_LIMIT_MS,
  });
  const version = stdout.trim();
  if (code === 0 && /^\d+\.\d+\.\d+/.test(version)) return version;
  throw new LauncherError(
    EXIT.electron,
    `${folder} is no unpacked Electron: ${executable} did not tell its version.\n${output.trim()}`,
  );
}

/**
 * The executable of an unpacked Electron, as its own releases name it.
 *
 * @param {string} folder
 * @param {string} [platform]
 */
export function electronIn(folder, platform = process.platform) {
  if (platform === 'darwin') return join(folder, 'Electron.app', 'Contents', 'MacOS', 'Electron');
  return join(folder, platform === 'win32' ? 'electron.exe' : 'electron');
}
