import { parseJson, property } from './files.mjs';

/**
 * What one runner (a type check, the linter, a vitest project) has to say.
 *
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @type {Tally} */
export const NOTHING = Object.freeze({ passed: 0, failed: 0, skipped: 0 });

/**
 * A step that is one test in itself.
 *
 * @param {boolean} passed
 * @returns {Tally}
 */
export function single(passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function total(tallies) {
  return tallies.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    NOTHING,
  );
}

/**
 * The line a run ends with.
 *
 * @param {Tally} tally
 * @returns {string} `N passed, N failed`, and `, N skipped` when any were
 */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Counts a vitest run from its JSON report and its exit code. A test file that failed to load, an error outside any
 * test, a crash and a missing report are failures although no single test failed.
 *
 * @param {string | undefined} reportText
 * @param {number} exitCode
 * @returns {Tally}
 */
export function vitestTally(reportText, exitCode) {
  const report = parseJson(reportText);
  const files = property(report, 'testResults');
  if (!Array.isArray(files)) return single(false);
  const counted = total(files.map(fileTally));
  return exitCode !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

/**
 * @param {unknown} file an entry of the report's `testResults`
 * @returns {Tally}
 */
function fileTally(file) {
  const assertions = property(file, 'assertionResults');
  const statuses = Array.isArray(assertions) ? assertions.map((assertion) => property(assertion, 'status')) : [];
  /** @param {string} status */
  const count = (status) => statuses.filter((each) => each === status).length;
  const passed = count('passed');
  const failed = count('failed');
  const broken = property(file, 'status') === 'failed' && failed === 0 ? 1 : 0;
  return { passed, failed: failed + broken, skipped: statuses.length - passed - failed };
}
