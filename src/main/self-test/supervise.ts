import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** Names the data folder of the self-test to the process that does it. */
const folderVariable = 'COUNTERSIGN_SELF_TEST_FOLDER';
const prefix = 'countersign-self-test-';

/** Longer than the checks may take together: whoever is not done then hangs, and is killed. Milliseconds. */
const limitMs = 120_000;

type Process = { execPath: string; argv: readonly string[]; env: NodeJS.ProcessEnv };

/** The data folder this process is to test on; `null` when it is the one that was asked for the test. */
export function selfTestFolder(env: NodeJS.ProcessEnv): string | null {
  const folder = env[folderVariable];
  // Only ever a folder made below, whatever somebody's environment says.
  return folder !== undefined && basename(folder).startsWith(prefix) ? folder : null;
}

/**
 * Runs the self-test in a process of its own, on a data folder that is nobody's, and waits. That process cannot outlive its time, and
 * what Chromium writes at its very end is removed too. Answers the exit code.
 */
export function superviseSelfTest({ execPath, argv, env }: Process): number {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  try {
    const { status, error } = spawnSync(execPath, argv.slice(1), {
      env: { ...env, [folderVariable]: folder },
      stdio: 'inherit',
      timeout: limitMs,
      killSignal: 'SIGKILL',
    });
    if (error !== undefined) process.stderr.write(`The self-test did not end by itself: ${error.message}\n`);
    return status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
