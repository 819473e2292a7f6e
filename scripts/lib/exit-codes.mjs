/**
 * Exit codes of the launcher scripts (`npm start`, `npm test`, `npm run dev|check|test:unit|cli`).
 *
 * `npm run cli` otherwise forwards the command line's own codes (0 to 5 and 70), so the launcher's causes start at 10.
 */
export const EXIT = Object.freeze({
  /** All went well. */
  ok: 0,
  /** A check, a test or the main job failed. */
  failed: 1,
  /** The script was called with an option or a value it does not know. */
  usage: 2,
  /** The dependencies could not be installed. */
  dependencies: 10,
  /** No Node that can run the tools (22.18 or later) on this machine. */
  node: 11,
  /** No Electron runtime: download host unreachable, damaged download, or a wrong override path. */
  electron: 12,
  /** System libraries are missing and may not or could not be installed. */
  systemLibraries: 13,
  /** The build failed. */
  build: 14,
  /** The virtual display did not start. */
  display: 15,
  /** A bug in the scripts. */
  bug: 70,
});

/** A failure a person can act on: the message says what was wrong and what to do, the code says why to a script. */
export class LauncherError extends Error {
  /**
   * @param {number} exitCode one of {@link EXIT}
   * @param {string} message what was wrong, where, and the way out
   */
  constructor(exitCode, message) {
    super(message);
    this.name = 'LauncherError';
    this.exitCode = exitCode;
  }
}
