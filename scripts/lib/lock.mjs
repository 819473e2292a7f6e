import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readIfPresent, writeWhole } from './files.mjs';

const POLL_MS = 300;
const ABANDONED_MS = 30 * 60_000;

/**
 * Runs `work` while no other process holds the lock. The lock belongs to a process: it is void once that process is gone,
 * so nothing has to clean up after an interruption.
 *
 * @template T
 * @param {string} path of the lock file
 * @param {(holdAs: (pid: number) => Promise<void>) => Promise<T>} work may hand the lock to the child that does the work,
 *   which can outlive a killed parent
 * @param {() => void} onWait called once when another process holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(path, work, onWait) {
  await mkdir(dirname(path), { recursive: true });
  let told = false;
  while (!(await take(path))) {
    if (await isVoid(path)) {
      await rm(path, { force: true });
      continue;
    }
    if (!told) onWait();
    told = true;
    await delay(POLL_MS);
  }
  try {
    return await work((pid) => writeWhole(path, String(pid)));
  } finally {
    await rm(path, { force: true });
  }
}

/** @param {string} path */
async function take(path) {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} path */
async function isVoid(path) {
  const age = await stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
  if (age > ABANDONED_MS) return true;
  const pid = Number(await readIfPresent(path));
  // Just created: its owner has not written its number yet.
  if (!pid) return age > POLL_MS * 10;
  return !isRunning(pid);
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
