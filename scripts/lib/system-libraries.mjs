import { delimiter, join } from 'node:path';
import { run } from './child.mjs';
import { EXIT, LauncherError } from './exit-codes.mjs';
import { isExecutable } from './files.mjs';
import { installCommand, packageManagers } from './system-packages.mjs';

/**
 * Makes sure that Electron finds its shared libraries on Linux, and that there is a display server when a virtual
 * display is needed. What is missing is installed as root with apt, with a line saying so; otherwise the exact command
 * is in the error.
 *
 * @param {object} options
 * @param {string} options.executable Electron
 * @param {boolean} options.virtualDisplay whether Xvfb is needed
 * @param {import('./terminal.mjs').Log} options.log
 * @throws {LauncherError} `systemLibraries`
 */
export async function ensureSystemLibraries({ executable, virtualDisplay, log }) {
  if (process.platform !== 'linux') return;
  const missing = await missingFor(executable, virtualDisplay);
  if (missing.length === 0) return;
  log.info(`System libraries are missing: ${missing.join(', ')}`);
  const mayInstall = process.getuid?.() === 0 && (await onPath('apt-get'));
  if (!mayInstall) throw notInstalled(missing, await installCommand(await presentManager()));
  await installWithApt(log);
  const stillMissing = await missingFor(executable, virtualDisplay);
  if (stillMissing.length > 0) throw notInstalled(stillMissing, undefined);
}

/**
 * @param {string} executable
 * @param {boolean} virtualDisplay
 */
async function missingFor(executable, virtualDisplay) {
  const { stdout } = await run('ldd', [executable]);
  const missing = missingLibraries(stdout);
  return virtualDisplay && !(await onPath('Xvfb')) ? [...missing, 'Xvfb'] : missing;
}

/**
 * The libraries that `ldd` could not resolve.
 *
 * @param {string} output of `ldd`
 * @returns {string[]} sonames, each once
 */
export function missingLibraries(output) {
  const names = output.split('\n').map((line) => /^\s*(\S+) => not found/.exec(line)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** @param {import('./terminal.mjs').Log} log */
async function installWithApt(log) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // A stale or missing index is the usual state of a container image. A failed update still leaves what there was.
  const update = await log.during('apt-get update', () => run('apt-get', ['update'], { env }));
  const command = await installCommand('apt-get');
  log.info(`Installing system libraries as root: ${command}`);
  const packages = command.split(' ').filter((word) => word !== 'sudo');
  const [tool = 'apt-get', ...args] = packages;
  const install = await log.during('apt-get install', () => run(tool, args, { env }));
  if (install.code === 0) return;
  throw new LauncherError(
    EXIT.systemLibraries,
    `apt-get could not install the system libraries:\n${update.code === 0 ? '' : update.output}${install.output.trim()}`,
  );
}

async function presentManager() {
  for (const name of packageManagers) if (await onPath(name)) return name;
  return undefined;
}

/**
 * @param {string[]} missing
 * @param {string | undefined} command
 */
function notInstalled(missing, command) {
  const how = command
    ? `Install them with\n  ${command}\nand run the command again.`
    : "Install them with this system's package manager and run the command again.";
  return new LauncherError(
    EXIT.systemLibraries,
    `Electron needs system libraries that are missing: ${missing.join(', ')}\n${how}`,
  );
}

/** @param {string} command */
async function onPath(command) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const found = await Promise.all(folders.map((folder) => isExecutable(join(folder, command))));
  return found.includes(true);
}
