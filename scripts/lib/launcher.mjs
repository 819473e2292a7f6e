import { EXIT, LauncherError } from './exit-codes.mjs';

const OLDEST_NODE = [20, 10];

/**
 * Runs a script's body and ends the process with its exit code. A {@link LauncherError} prints its message;
 * anything else is a bug and prints its stack.
 *
 * @param {() => Promise<number>} body resolves to the exit code
 */
export async function launch(body) {
  try {
    requireNode(process.versions.node);
    process.exit(await body());
  } catch (error) {
    process.exit(report(error));
  }
}

/**
 * Prints an error on standard error and gives the exit code for it.
 *
 * @param {unknown} error
 * @returns {number}
 */
export function report(error) {
  if (error instanceof LauncherError) {
    process.stderr.write(`\n${error.message}\n`);
    return error.exitCode;
  }
  process.stderr.write(`\nA bug in the scripts:\n${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT.bug;
}

/** @param {string} version */
function requireNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new LauncherError(
    EXIT.node,
    `Node ${version} is too old: the scripts need Node ${OLDEST_NODE.join('.')} or later.`,
  );
}
