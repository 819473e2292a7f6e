import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from './child.mjs';
import { parseJson, property, readIfPresent, writeWhole } from './files.mjs';
import { toolEnvironment } from './node-runtime.mjs';

const INSTALL_LIMIT_MS = 15 * 60_000;
const REMEMBER_FAILURE_MS = 24 * 60 * 60_000;

/**
 * The Electron that the `electron` package has already downloaded for its own version.
 *
 * @param {string} root
 * @returns {Promise<string | undefined>} the executable
 */
export async function installedElectron(root) {
  const folder = join(root, 'node_modules', 'electron');
  const wanted = await electronVersion(root);
  const present = (await readIfPresent(join(folder, 'dist', 'version')))?.trim().replace(/^v/, '');
  const executable = await readIfPresent(join(folder, 'path.txt'));
  if (!wanted || wanted !== present || !executable) return undefined;
  return join(folder, 'dist', executable.trim());
}

/**
 * @param {string} root
 * @returns {Promise<string | undefined>} the version `package-lock.json` pins
 */
export async function electronVersion(root) {
  const manifest = parseJson(await readIfPresent(join(root, 'node_modules', 'electron', 'package.json')));
  const version = property(manifest, 'version');
  return typeof version === 'string' ? version : undefined;
}

/**
 * Runs the `electron` package's own installer, which downloads (or takes from its cache) and checks the binary.
 *
 * @param {{ root: string, node: string, log: import('./terminal.mjs').Log }} options
 * @returns {Promise<{ kind: 'installed', executable: string } | { kind: 'unreachable' | 'damaged', reason: string }>}
 */
export async function installElectron({ root, node, log }) {
  const script = join(root, 'node_modules', 'electron', 'install.js');
  const result = await log.during('Downloading Electron', () =>
    run(node, [script], { cwd: root, env: installerEnvironment(node), timeoutMs: INSTALL_LIMIT_MS }),
  );
  const executable = await installedElectron(root);
  if (result.code === 0 && executable) return { kind: 'installed', executable };
  const reason = result.timedOut
    ? `no complete download within ${INSTALL_LIMIT_MS / 60_000} minutes`
    : firstLine(result.output) || `the installer ended with exit code ${result.code}`;
  return { kind: isDamaged(result.output) ? 'damaged' : 'unreachable', reason };
}

/** @param {string} node */
function installerEnvironment(node) {
  const env = toolEnvironment(node);
  const proxied = env.HTTPS_PROXY ?? env.https_proxy ?? env.HTTP_PROXY ?? env.http_proxy;
  return { ELECTRON_GET_NO_PROGRESS: '1', ...(proxied ? { ELECTRON_GET_USE_PROXY: '1' } : {}), ...env };
}

/**
 * A download that does not match its checksum is never answered with another runtime: someone must look at it.
 *
 * @param {string} output of the installer
 */
export function isDamaged(output) {
  return /checksum/i.test(output);
}

/** @param {string} text */
function firstLine(text) {
  return text.trim().split('\n')[0] ?? '';
}

/**
 * The memory of a failed download, so that a machine that never reaches the host does not wait for it on every start.
 *
 * @param {{ cache: string, version: string | undefined, env: NodeJS.ProcessEnv, now?: () => number }} options `now` in
 *   milliseconds since 1970
 */
export function failureMemory({ cache, version, env, now = Date.now }) {
  const path = join(cache, 'electron-download-failed.json');
  const mirror = env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? '';
  return {
    /** @returns {Promise<string | undefined>} the reason, when the same download failed within the last day */
    async recall() {
      const record = parseJson(await readIfPresent(path));
      const at = property(record, 'at');
      const reason = property(record, 'reason');
      if (property(record, 'version') !== version || property(record, 'mirror') !== mirror) return undefined;
      if (typeof at !== 'number' || typeof reason !== 'string') return undefined;
      const age = now() - at;
      return age >= 0 && age < REMEMBER_FAILURE_MS ? reason : undefined;
    },
    /** @param {string} reason */
    async remember(reason) {
      await mkdir(dirname(path), { recursive: true });
      await writeWhole(path, `${JSON.stringify({ version, mirror, at: now(), reason })}\n`);
    },
  };
}
