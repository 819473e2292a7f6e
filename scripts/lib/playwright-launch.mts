/** What Playwright's `_electron.launch` needs to know. */
export type PlaywrightLaunch = {
  executablePath: string;
  args: string[];
  chromiumSandbox: boolean;
  env: Record<string, string>;
};

/**
 * The launch options for the app as `npm test` and `npm start` prepared it; what the variables mean is in app-launch.mjs.
 * TypeScript, unlike its neighbours, because the end-to-end tests import it; it runs only where the tools' Node does.
 *
 * @param env of this process
 * @param appEnvironment added to the app's environment
 * @throws Error when nothing was prepared
 */
export function playwrightLaunch(
  env: NodeJS.ProcessEnv,
  appEnvironment: Readonly<Record<string, string>> = {},
): PlaywrightLaunch {
  const executablePath = env.COUNTERSIGN_E2E_ELECTRON;
  if (!executablePath) throw new Error('No app was prepared for this run. Run "npm test -- --only e2e" instead.');
  const inherited: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined) inherited[name] = value;
  return {
    executablePath,
    args: [...workarounds(env.COUNTERSIGN_E2E_RUNTIME), ...words(env.COUNTERSIGN_E2E_ARGS)],
    // Playwright turns Chromium's sandbox off unless it is asked not to.
    chromiumSandbox: env.COUNTERSIGN_E2E_SANDBOX === 'on',
    env: { ...inherited, ...appEnvironment },
  };
}

/**
 * Playwright holds every frame of another site until it has looked at it; in the Chromium of the fallback runtime such a
 * frame never goes on. There, frames of other sites share their page's process; cookies and framing are judged by site all
 * the same.
 */
function workarounds(runtime: string | undefined): string[] {
  return runtime === 'fallback' ? ['--disable-site-isolation-trials'] : [];
}

function words(text = '[]'): string[] {
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed) ? parsed.map(String) : [];
}
