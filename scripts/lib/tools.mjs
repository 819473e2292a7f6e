import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, LauncherError } from './exit-codes.mjs';
import { parseJson, property } from './files.mjs';

/**
 * The script behind an installed command, to be run with a chosen Node instead of whatever Node is first on PATH.
 *
 * @param {string} root
 * @param {string} packageName such as `vitest`
 * @param {string} [command] the command's name when it differs from the package's
 * @returns {Promise<string>}
 */
export async function toolScript(root, packageName, command = packageName) {
  const folder = join(root, 'node_modules', packageName);
  const bin = property(parseJson(await readFile(join(folder, 'package.json'), 'utf8')), 'bin');
  const script = typeof bin === 'string' ? bin : property(bin, command);
  if (typeof script === 'string') return join(folder, script);
  throw new LauncherError(EXIT.dependencies, `The installed package ${packageName} has no command ${command}.`);
}
