import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EXIT, LauncherError } from '../lib/exit-codes.mjs';

/**
 * @typedef {object} PackageArguments
 * @property {import('./fuses.mjs').Variant} variant
 * @property {string | undefined} electronDist folder with an unpacked Electron, for a test artefact
 * @property {string} out folder the package is put into
 */

/**
 * Reads the arguments of `npm run package`.
 *
 * @param {readonly string[]} args
 * @param {{ root: string, cwd: string, env: NodeJS.ProcessEnv }} where
 * @returns {PackageArguments}
 * @throws {LauncherError} `usage`
 */
export function parsePackageArguments(args, { root, cwd, env }) {
  const values = parse(args);
  const variant = values.variant ?? 'release';
  if (variant !== 'release' && variant !== 'e2e') {
    throw new LauncherError(EXIT.usage, `--variant does not know "${variant}". Variants: release, e2e.`);
  }
  const dist = values['electron-dist'] ?? env.COUNTERSIGN_ELECTRON_DIST;
  return {
    variant,
    electronDist: dist ? resolve(cwd, dist) : undefined,
    out: values.out === undefined ? resolve(root, 'dist') : resolve(cwd, values.out),
  };
}

/** @param {readonly string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      options: { variant: { type: 'string' }, 'electron-dist': { type: 'string' }, out: { type: 'string' } },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LauncherError(
      EXIT.usage,
      `${reason}\nnpm run package -- [--variant release|e2e] [--electron-dist FOLDER] [--out FOLDER]`,
    );
  }
}
