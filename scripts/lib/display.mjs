import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tie } from './child.mjs';
import { EXIT, LauncherError } from './exit-codes.mjs';
import { temporaryFolder } from './temporary.mjs';

const START_LIMIT_MS = 20_000;
const SCREEN = '1600x1000x24';

/**
 * Whether a window can be shown. Only Linux runs without a display as a matter of course.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [platform]
 * @returns {boolean}
 */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

/**
 * @typedef {object} VirtualDisplay
 * @property {NodeJS.ProcessEnv} env DISPLAY and XAUTHORITY for programs that shall appear on it
 * @property {(uid: number, gid: number) => Promise<void>} shareWith lets another user's programs appear on it too
 * @property {() => Promise<void>} stop
 */

/**
 * Starts Xvfb on a free display number. Only programs that can read its cookie file may use it.
 *
 * @returns {Promise<VirtualDisplay>}
 * @throws {LauncherError} `display`
 */
export async function startVirtualDisplay() {
  const folder = temporaryFolder('display');
  const authority = join(folder.path, 'Xauthority');
  await writeFile(authority, authorityFile(randomBytes(16)), { mode: 0o600 });
  const server = tie(
    spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-auth', authority], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    }),
  );
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    server.once('close', () => resolve());
    server.once('error', () => resolve());
  });
  const stop = async () => {
    server.kill('SIGTERM');
    await ended;
    await folder.remove();
  };
  try {
    const number = await displayNumber(server);
    return {
      env: { DISPLAY: `:${number}`, XAUTHORITY: authority },
      shareWith: async (uid, gid) => {
        await chown(authority, uid, gid);
        await chown(folder.path, uid, gid);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<number>}
 */
function displayNumber(server) {
  return new Promise((resolve, reject) => {
    let messages = '';
    let answer = '';
    /** @param {string} reason */
    const fail = (reason) =>
      reject(
        new LauncherError(EXIT.display, `The virtual display (Xvfb) did not start: ${reason}\n${messages.trim()}`),
      );
    const timer = setTimeout(() => fail(`no answer within ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS);
    server.stderr?.on('data', (chunk) => {
      messages += chunk;
    });
    server.stdio[3]?.on('data', (/** @type {Buffer} */ chunk) => {
      answer += chunk;
      if (!answer.includes('\n')) return;
      clearTimeout(timer);
      resolve(Number(answer.trim()));
    });
    server.once('error', (error) => {
      clearTimeout(timer);
      fail(error.message);
    });
    server.once('close', (code) => {
      clearTimeout(timer);
      fail(`it ended with exit code ${code}`);
    });
  });
}

/**
 * An Xauthority file with one cookie for every host and display (Xau's format: big-endian lengths before each field,
 * family FamilyWild).
 *
 * @param {Buffer} cookie 16 bytes
 * @returns {Buffer}
 */
export function authorityFile(cookie) {
  const familyWild = Buffer.from([0xff, 0xff]);
  const fields = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), cookie];
  const counted = fields.map((field) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(field.length);
    return Buffer.concat([length, field]);
  });
  return Buffer.concat([familyWild, ...counted]);
}
