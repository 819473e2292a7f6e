import { execFile, spawn } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type SelfTestReport, selfTestReportSchema } from '../../src/protocol/models/self-test.ts';
import { preparedApp } from '../e2e/harness/index.ts';

const run = promisify(execFile);

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

const packageSchema = z.object({
  folder: z.string(),
  executable: z.string(),
  archive: z.string(),
  purpose: z.enum(['release', 'test']),
  electron: z.string(),
  variant: z.enum(['release', 'e2e']),
  fuses: z.record(z.string(), z.boolean()),
  unknownFuses: z.array(z.string()),
});
export type Packaged = z.infer<typeof packageSchema> & { remove(): Promise<void> };

/** Packages the built app as `npm run package` does, outside of the checkout: with the supported Electron, or the one at hand. */
export async function packageApp(): Promise<Packaged> {
  const electron = process.env.COUNTERSIGN_ELECTRON_EXECUTABLE;
  const folder = await mkdtemp(join(tmpdir(), 'countersign-packaged-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const isSupported = process.env.COUNTERSIGN_E2E_RUNTIME === 'supported';
    const given = isSupported || electron === undefined ? [] : ['--electron-dist', dirname(electron)];
    const args = [join(root, 'scripts/package/main.mjs'), '--out', folder, ...given];
    const { stdout } = await run(process.execPath, args, { cwd: folder });
    const made = packageSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
    // A private umask must not keep the unprivileged user of these tests out.
    if (process.platform !== 'win32') await run('chmod', ['-R', 'a+rX', folder]);
    return { ...made, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** `written`: what lies below its home afterwards, the report among it. */
export type SelfTestRun = { code: number | null; report: SelfTestReport; stderr: string; written: string[] };

/** Starts the packaged app in another folder than its own, as users do, and reads what it says of itself. */
export async function runSelfTest(
  app: Packaged,
  extra: { args?: string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<SelfTestRun> {
  const { owner, hasSandbox } = preparedApp(process.env);
  const home = await mkdtemp(join(tmpdir(), 'countersign-home-'));
  await chmod(home, 0o755);
  await mkdir(join(home, 'tmp'));
  if (owner !== null) for (const path of [home, join(home, 'tmp')]) await chown(path, owner.uid, owner.gid);
  const out = join(home, 'self-test.json');
  try {
    const { XDG_CONFIG_HOME: _config, XDG_RUNTIME_DIR: _runtime, ...env } = process.env;
    const child = spawn(
      app.executable,
      [...(hasSandbox ? [] : ['--no-sandbox']), '--self-test', '--out', out, ...(extra.args ?? [])],
      {
        cwd: '/',
        env: { ...env, HOME: home, TMPDIR: join(home, 'tmp'), ...extra.env },
        stdio: ['ignore', 'ignore', 'pipe'],
        ...(owner ?? {}),
      },
    );
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString('utf8');
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const text = await readFile(out, 'utf8').catch(() => {
      throw new Error(`The self-test wrote nothing; exit code ${code}.\n${stderr}`);
    });
    const report = selfTestReportSchema.parse(JSON.parse(text));
    return { code, report, stderr, written: (await readdir(home, { recursive: true })).sort() };
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
