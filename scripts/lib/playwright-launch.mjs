import { EXIT, LauncherError } from './exit-codes.mjs';

/**
 * Playwright's `_electron.launch` options for the app as `npm test` and `npm start` prepared it; what the variables mean
 * is in app-launch.mjs.
 *
 * @param {NodeJS.ProcessEnv} env of this process
 * @param {Readonly<Record<string, string>>} [appEnvironment] added to the app's environment
 * @returns {{ executablePath: string, args: string[], chromiumSandbox: boolean, env: Record<string, string> }}
 * @throws {LauncherError} `usage` when nothing was prepared
 */
export function playwrightLaunch(env, appEnvironment = {}) {
  const executablePath = env.COUNTERSIGN_E2E_ELECTRON;
  if (!executablePath) {
    throw new LauncherError(EXIT.usage, 'No app was prepared for this run. Run "npm test -- --only e2e" instead.');
  }
  const inherited = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return {
    executablePath,
    args: JSON.parse(env.COUNTERSIGN_E2E_ARGS ?? '[]'),
    // Playwright turns Chromium's sandbox off unless it is asked not to.
    chromiumSandbox: env.COUNTERSIGN_E2E_SANDBOX === 'on',
    env: { ...Object.fromEntries(inherited), ...appEnvironment },
  };
}
