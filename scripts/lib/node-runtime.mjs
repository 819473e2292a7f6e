import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { EXIT, LauncherError } from './exit-codes.mjs';

/**
 * Whether this Node runs TypeScript sources directly (type stripping without a flag: 22.18, 23.6) and satisfies the
 * tools, which need 22.12 or later.
 *
 * @param {string} version such as `22.18.0`
 * @returns {boolean}
 */
export function canRunTools(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major === 22) return minor >= 18;
  if (major === 23) return minor >= 6;
  return major >= 24;
}

/**
 * The Node that runs the tools and, on the fallback runtime, the app's core process: the one running this script when
 * it is new enough, otherwise the one installed with the dependencies.
 *
 * @param {object} options
 * @param {string} options.root the checkout, dependencies installed
 * @param {string} [options.execPath]
 * @param {string} [options.version]
 * @param {string} [options.platform]
 * @param {string} [options.arch]
 * @param {(path: string) => boolean} [options.isPresent]
 * @returns {string} absolute path of the executable
 * @throws {LauncherError} `node` when neither is there
 */
export function nodeExecutable({
  root,
  execPath = process.execPath,
  version = process.versions.node,
  platform = process.platform,
  arch = process.arch,
  isPresent = existsSync,
}) {
  if (canRunTools(version)) return execPath;
  const packaged = packagedNode(root, platform, arch);
  if (isPresent(packaged)) return packaged;
  throw new LauncherError(
    EXIT.node,
    `Node ${version} is too old for the tools, and no newer one comes with the dependencies on ${platform} ${arch}.\n` +
      'Install Node 22.18 or later (https://nodejs.org) and run the command again.',
  );
}

/**
 * @param {string} root
 * @param {string} platform
 * @param {string} arch
 */
function packagedNode(root, platform, arch) {
  const name = platform === 'win32' ? `node-win-${arch}` : `node-${platform}-${arch}`;
  return join(root, 'node_modules', name, 'bin', platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * The environment for children: this Node first on PATH, and its path for the app's core process. Switches that would
 * change what Electron or Node do (set, for one, in the terminals of Electron-based editors) are left out.
 *
 * @param {string} nodePath
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(nodePath, env = process.env) {
  const {
    ELECTRON_RUN_AS_NODE: _runAsNode,
    ELECTRON_NO_ATTACH_CONSOLE: _noConsole,
    NODE_OPTIONS: _options,
    ...kept
  } = env;
  const pathKey = Object.keys(kept).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const before = kept[pathKey];
  const directory = dirname(nodePath);
  return {
    ...kept,
    [pathKey]: before ? `${directory}${delimiter}${before}` : directory,
    COUNTERSIGN_NODE_PATH: nodePath,
  };
}
