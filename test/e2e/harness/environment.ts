import { z } from 'zod';

/** The app `npm test` prepared, as the environment describes it (scripts/lib/app-launch.mjs). */
export type PreparedApp = {
  executable: string;
  args: string[];
  isFallback: boolean;
  /** Whether Chromium's own sandbox is in force. */
  hasSandbox: boolean;
  /** Who runs the app, when it is not the user of the tests. */
  owner: { uid: number; gid: number } | null;
};

const argsSchema = z.array(z.string());

/** @throws Error that says what to run when nothing was prepared */
export function preparedApp(env: NodeJS.ProcessEnv): PreparedApp {
  const executable = env.COUNTERSIGN_E2E_ELECTRON;
  if (!executable) throw new Error('No app was prepared for this run. Run "npm test -- --only e2e" instead.');
  const uid = Number(env.COUNTERSIGN_E2E_UID ?? Number.NaN);
  const gid = Number(env.COUNTERSIGN_E2E_GID ?? Number.NaN);
  return {
    executable,
    args: parseArgs(env.COUNTERSIGN_E2E_ARGS ?? ''),
    isFallback: env.COUNTERSIGN_E2E_RUNTIME === 'fallback',
    hasSandbox: env.COUNTERSIGN_E2E_SANDBOX === 'on',
    owner: Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : null,
  };
}

/** A JSON array, or words between spaces. */
function parseArgs(text: string): string[] {
  if (text.trimStart().startsWith('[')) return argsSchema.parse(JSON.parse(text));
  return text.split(' ').filter((word) => word !== '');
}

/** @throws Error that says what to run on a machine without a display */
export function requireDisplay(env: NodeJS.ProcessEnv, platform: string): void {
  if (platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return;
  throw new Error('The app needs a display. Run "npm test -- --only e2e", which starts a virtual one.');
}
