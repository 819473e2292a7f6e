import { EXIT, LauncherError } from './exit-codes.mjs';

/** The steps of `npm test`, in their order. */
export const TEST_STEPS = ['check', 'unit', 'integration', 'interop', 'e2e'];

/**
 * Reads the arguments of `npm test`: `--only a,b` chooses steps, all else goes to vitest.
 *
 * @param {readonly string[]} args
 * @returns {{ steps: Set<string>, filters: string[] }}
 * @throws {LauncherError} `usage` for an unknown step
 */
export function parseTestArguments(args) {
  const at = args.findIndex((argument) => argument === '--only' || argument.startsWith('--only='));
  if (at < 0) return { steps: new Set(TEST_STEPS), filters: [...args] };
  const [option = '', next] = args.slice(at);
  const isSeparate = option === '--only';
  const steps = stepNames(isSeparate ? next : option.slice('--only='.length));
  return { steps: new Set(steps), filters: args.toSpliced(at, isSeparate ? 2 : 1) };
}

/** @param {string | undefined} value */
function stepNames(value) {
  const names = (value ?? '').split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !TEST_STEPS.includes(name));
  if (unknown.length === 0) return names;
  throw new LauncherError(
    EXIT.usage,
    `--only does not know "${unknown.join('", "')}". Steps: ${TEST_STEPS.join(', ')}.`,
  );
}
