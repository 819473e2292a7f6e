import { electronChoices, FALLBACK, provisionFallback } from './electron-fallback.mjs';
import { electronVersion, failureMemory, installElectron, installedElectron } from './electron-supported.mjs';
import { EXIT, LauncherError } from './exit-codes.mjs';
import { isExecutable } from './files.mjs';
import { cacheDirectory } from './paths.mjs';
import { sandboxArguments } from './sandbox-arguments.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} executable
 * @property {'supported' | 'fallback' | 'override'} kind
 * @property {string[]} args arguments this machine needs before the path of the app
 */

/**
 * @typedef {object} Choice
 * @property {string} root
 * @property {string} node
 * @property {import('./terminal.mjs').Log} log
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [platform]
 * @property {string} [arch]
 * @property {{ installed: typeof installedElectron, install: typeof installElectron, fallback: typeof provisionFallback }} [sources]
 */

/**
 * The Electron of {@link chooseElectron}, with the arguments it needs when this user starts it.
 *
 * @param {Choice} choice
 * @returns {Promise<ElectronRuntime>}
 * @throws {LauncherError} `electron`
 */
export async function provisionElectron(choice) {
  const { executable, kind } = await chooseElectron(choice);
  return { executable, kind, args: await sandboxArguments({ executable, log: choice.log }) };
}

/**
 * Chooses and provisions the Electron that runs a checkout:
 * 1. `COUNTERSIGN_ELECTRON_PATH`, as given;
 * 2. the supported runtime by the `electron` package's own installer (`ELECTRON_MIRROR` is its mirror setting);
 * 3. where its download host is unreachable, on Linux x64, the fallback runtime. The failed download is remembered for a
 *    day; `COUNTERSIGN_ELECTRON_RETRY=1` tries again at once.
 *
 * @param {Choice} choice
 * @returns {Promise<Omit<ElectronRuntime, 'args'>>}
 * @throws {LauncherError} `electron`
 */
export async function chooseElectron({
  root,
  node,
  log,
  env = process.env,
  platform = process.platform,
  arch = process.arch,
  sources = { installed: installedElectron, install: installElectron, fallback: provisionFallback },
}) {
  const override = env.COUNTERSIGN_ELECTRON_PATH;
  if (override) return { kind: 'override', executable: await requireExecutable(override) };

  const installed = await sources.installed(root);
  if (installed && (await isExecutable(installed))) return { kind: 'supported', executable: installed };

  const cache = cacheDirectory(env);
  const hasFallback = platform === 'linux' && arch === 'x64';
  const memory = failureMemory({ cache, version: await electronVersion(root), env });
  let reason = hasFallback && env.COUNTERSIGN_ELECTRON_RETRY !== '1' ? await memory.recall() : undefined;
  if (reason === undefined) {
    log.info('Provisioning Electron');
    const result = await sources.install({ root, node, log });
    if (result.kind === 'installed') return { kind: 'supported', executable: result.executable };
    if (result.kind === 'damaged' || !hasFallback) throw unavailable(result, platform, arch);
    reason = result.reason;
    await memory.remember(reason);
  }
  announceFallback(reason, log);
  return { kind: 'fallback', executable: await sources.fallback({ cache, log }) };
}

/** @param {string} path */
async function requireExecutable(path) {
  if (await isExecutable(path)) return path;
  throw new LauncherError(
    EXIT.electron,
    `COUNTERSIGN_ELECTRON_PATH is "${path}", which is not an executable file. Give the path of the Electron executable itself, or unset it.`,
  );
}

/**
 * @param {string} reason
 * @param {import('./terminal.mjs').Log} log
 */
function announceFallback(reason, log) {
  log.warn(
    `Electron's download host is out of reach (${reason}). Using the fallback runtime, Electron ${FALLBACK.electron}.\n` +
      '  It no longer receives security fixes: fine for tests and a closed network, not for daily use with real systems.\n' +
      '  ELECTRON_MIRROR or COUNTERSIGN_ELECTRON_PATH gives the supported runtime; COUNTERSIGN_ELECTRON_RETRY=1 tries the download again.',
  );
}

/**
 * @param {{ kind: 'unreachable' | 'damaged', reason: string }} failure
 * @param {string} platform
 * @param {string} arch
 */
function unavailable({ kind, reason }, platform, arch) {
  if (kind === 'damaged') {
    return new LauncherError(
      EXIT.electron,
      `The downloaded Electron does not match its checksum and was not used: ${reason}\n${electronChoices()}`,
    );
  }
  return new LauncherError(
    EXIT.electron,
    `Electron for ${platform} ${arch} could not be downloaded: ${reason}\n${electronChoices()}`,
  );
}
