import { chmod, chown, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './child.mjs';
import { exists } from './files.mjs';
import { temporaryFolder } from './temporary.mjs';

/** What the built app reads from its checkout: the bundles, their data, and the native add-ons that stay outside them. */
const APP_PARTS = ['package.json', 'out', 'resources'];
const NATIVE_PACKAGES = ['better-sqlite3', '@node-rs'];
const PROBE_LIMIT_MS = 30_000;
const probe = fileURLToPath(new URL('../sandbox-probe', import.meta.url));

/**
 * How the end-to-end tests start the app.
 *
 * @typedef {object} AppLaunch
 * @property {string} executable
 * @property {string[]} args up to and including the path of the app
 * @property {string} node for the core process
 * @property {{ uid: number, gid: number }} user who runs the app
 * @property {() => Promise<void>} dispose
 */

/**
 * Prepares starting the app as an unprivileged user from a process of root's, because Chromium's sandbox works only for
 * such a user and users run the app so. What the user cannot read is copied to a readable temporary folder. Proven by a
 * sandboxed window before it is used.
 *
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.electron
 * @param {string} options.node
 * @param {NodeJS.ProcessEnv} options.env with the display
 * @param {(uid: number, gid: number) => Promise<void>} options.shareDisplay
 * @returns {Promise<AppLaunch | { unavailable: string }>}
 */
export async function prepareUnprivilegedLaunch({ root, electron, node, env, shareDisplay }) {
  const user = unprivilegedUser(await readFile('/etc/passwd', 'utf8'));
  if (!user) return { unavailable: 'there is no user "nobody"' };
  const { path: folder, remove: dispose } = temporaryFolder('app');
  try {
    await chmod(folder, 0o755);
    const paths = await readablePaths({ root, electron, node, user, folder });
    const home = join(folder, 'home');
    await mkdir(home, { mode: 0o700 });
    await chown(home, user.uid, user.gid);
    const executable = join(folder, 'electron-unprivileged');
    await writeFile(executable, wrapper(paths.electron, home, user), { mode: 0o755 });
    await shareDisplay(user.uid, user.gid);
    const proof = await run(executable, [paths.probe], { env, timeoutMs: PROBE_LIMIT_MS });
    if (proof.code === 0) return { executable, args: [paths.app], node: paths.node, user, dispose };
    await dispose();
    return { unavailable: `a sandboxed window did not start as "${user.name}": ${lastLine(proof.output)}` };
  } catch (error) {
    await dispose();
    return { unavailable: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * @param {string} passwd text of /etc/passwd
 * @returns {{ name: string, uid: number, gid: number } | undefined}
 */
export function unprivilegedUser(passwd) {
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody');
  if (!fields) return undefined;
  const [name = '', , uid, gid] = fields;
  return { name, uid: Number(uid), gid: Number(gid) };
}

/**
 * @param {{ root: string, electron: string, node: string, folder: string, user: { uid: number, gid: number } }} options
 */
async function readablePaths({ root, electron, node, user, folder }) {
  const parts = await presentIn(root, [...APP_PARTS, ...NATIVE_PACKAGES.map((name) => join('node_modules', name))]);
  const app = parts.map((part) => join(root, part));
  const paths = { app: root, electron, node, probe };
  if (!(await canRead(user, app))) paths.app = await copyTo(join(folder, 'app'), root, parts);
  if (!(await canRead(user, [probe]))) paths.probe = await copyTo(join(folder, 'probe'), probe, ['.']);
  if (!(await canRead(user, [dirname(electron)]))) {
    const copied = await copyTo(join(folder, 'runtime'), dirname(electron), ['.']);
    paths.electron = join(copied, basename(electron));
  }
  if (!(await canRead(user, [node]))) {
    paths.node = join(await copyTo(join(folder, 'node'), dirname(node), [basename(node)]), basename(node));
  }
  return paths;
}

/**
 * @param {string} root
 * @param {string[]} parts
 */
async function presentIn(root, parts) {
  const present = await Promise.all(parts.map((part) => exists(join(root, part))));
  return parts.filter((_part, index) => present[index]);
}

/**
 * Asked of the system itself, as that user: every folder on the way must let them through, and all below must be readable.
 *
 * @param {{ uid: number, gid: number }} user
 * @param {string[]} paths
 */
async function canRead(user, paths) {
  const script =
    'for path; do test -r "$path" && test -z "$(find -H "$path" ! -readable -print -quit 2>&1)" || exit 1; done';
  const { code } = await run('setpriv', [...dropTo(user), 'sh', '-c', script, 'sh', ...paths], { cwd: '/' });
  return code === 0;
}

/**
 * @param {string} to
 * @param {string} from
 * @param {string[]} parts
 */
async function copyTo(to, from, parts) {
  for (const part of parts) {
    await cp(join(from, part), join(to, part), { recursive: true, dereference: true });
  }
  await run('chmod', ['-R', 'a+rX', to]);
  return to;
}

/** @param {{ uid: number, gid: number }} user */
const dropTo = ({ uid, gid }) => [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--'];

/**
 * @param {string} electron
 * @param {string} home
 * @param {{ uid: number, gid: number }} user
 */
function wrapper(electron, home, user) {
  return `#!/bin/sh
# Starts Electron without root's privileges, so that Chromium's sandbox is on.
cd ${quote(home)} || exit 1
unset XDG_RUNTIME_DIR XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME DBUS_SESSION_BUS_ADDRESS
export HOME=${quote(home)}
exec setpriv ${dropTo(user).join(' ')} ${quote(electron)} "$@"
`;
}

/** @param {string} word */
const quote = (word) => `'${word.replaceAll("'", "'\\''")}'`;

/** @param {string} text */
function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? 'no output';
}
