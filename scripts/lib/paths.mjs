import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout these scripts belong to. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** @param {string | undefined} value */
const set = (value) => (value === undefined || value === '' ? undefined : value);

/**
 * Where downloaded runtimes are kept, outside the checkout so that a fresh clone finds them again.
 * `COUNTERSIGN_CACHE_DIR` overrides it; otherwise the platform's cache folder.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {string}
 */
export function cacheDirectory(env = process.env, platform = process.platform) {
  const chosen = set(env.COUNTERSIGN_CACHE_DIR);
  if (chosen) return chosen;
  if (platform === 'win32')
    return join(set(env.LOCALAPPDATA) ?? join(homedir(), 'AppData', 'Local'), 'countersign', 'Cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'countersign');
  return join(set(env.XDG_CACHE_HOME) ?? join(homedir(), '.cache'), 'countersign');
}

/** Where Node keeps what it has made of the sources, by their content. */
export const compileCache = join(projectRoot, 'node_modules', '.cache', 'compile');
