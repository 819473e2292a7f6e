import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
/** As `npm run cli` has it: most of the time of a short command goes into reading the sources. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/compile', import.meta.url));
const closed = z.tuple([z.number().nullable()]).rest(z.unknown());

/** What the command line said, and its exit code; `null` when a signal ended it. */
export type CliResult = { code: number | null; stdout: string; stderr: string };

/** Runs the command line as a process of its own on the data in `folder`. Of the environment it gets `PATH`, the cache and what is given. `typed`: on its standard input. */
export async function runCli(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  typed = '',
): Promise<CliResult> {
  const child = spawn(process.execPath, [main, '--data', folder, ...args], {
    env: { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: compileCache, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {}).end(typed);
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    said.stdout += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    said.stderr += String(chunk);
  });
  const [code] = closed.parse(await once(child, 'close'));
  return { code, ...said };
}
