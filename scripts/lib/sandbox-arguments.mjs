import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from './child.mjs';

/**
 * The arguments this machine needs for Chromium's sandbox: none where it works, `--no-sandbox` with a printed line where
 * Chromium would refuse to start (as root, or without user namespaces and without the set-uid helper).
 *
 * @param {object} options
 * @param {string} options.executable
 * @param {import('./terminal.mjs').Log} options.log
 * @param {string} [options.platform]
 * @param {number | undefined} [options.uid]
 * @param {(executable: string) => Promise<boolean>} [options.isAvailable]
 * @returns {Promise<string[]>}
 */
export async function sandboxArguments({
  executable,
  log,
  platform = process.platform,
  uid = process.getuid?.(),
  isAvailable = isSandboxAvailable,
}) {
  if (platform !== 'linux') return [];
  if (uid === 0) {
    log.info('Running as root: Chromium starts without its sandbox (--no-sandbox).');
    return ['--no-sandbox'];
  }
  if (await isAvailable(executable)) return [];
  log.warn(
    'This system does not let Chromium make its sandbox (no unprivileged user namespaces): starting with --no-sandbox.\n' +
      `  To have it: sudo chown root:root "${helper(executable)}" && sudo chmod 4755 "${helper(executable)}"`,
  );
  return ['--no-sandbox'];
}

/** @param {string} executable */
const helper = (executable) => join(dirname(executable), 'chrome-sandbox');

/** @param {string} executable */
async function isSandboxAvailable(executable) {
  const setUid = await stat(helper(executable)).then(
    ({ uid, mode }) => uid === 0 && (mode & 0o4000) !== 0,
    () => false,
  );
  if (setUid) return true;
  const probe = await run('unshare', ['--user', '--map-root-user', 'true'], { timeoutMs: 5_000 });
  return probe.code === 0 || probe.code === 127;
}
