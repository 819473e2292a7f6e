import { spawn } from 'node:child_process';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
let guarded = false;

/** No child outlives the script: neither a display server nor a test runner may stay behind after Ctrl+C. */
function guardChildren() {
  if (guarded) return;
  guarded = true;
  process.on('exit', () => {
    for (const child of running) child.kill('SIGTERM');
  });
  process.on('SIGINT', () => process.exit(130));
  process.on('SIGTERM', () => process.exit(143));
}

/**
 * Ties a child to this process: it is ended when the script ends.
 *
 * @template {import('node:child_process').ChildProcess} C
 * @param {C} child
 * @returns {C}
 */
export function tie(child) {
  guardChildren();
  running.add(child);
  child.once('close', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {'capture' | 'inherit'} [output] default `capture`
 * @property {number} [timeoutMs] the child is killed after this time and `timedOut` is set
 * @property {boolean} [shell]
 * @property {(pid: number) => void} [onStart]
 *
 * @typedef {object} RunResult
 * @property {number} code the exit code; 137 when it was killed, 127 when the command does not exist
 * @property {string} output standard output and standard error as they came (empty with `inherit`)
 * @property {string} stdout standard output alone (empty with `inherit`)
 * @property {boolean} timedOut
 */

/**
 * Runs a command to its end. Never rejects: a command that cannot be started has code 127 and says so in `output`.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, { cwd, env, output = 'capture', timeoutMs, shell = false, onStart } = {}) {
  return new Promise((resolve) => {
    /** @type {import('node:child_process').StdioOptions} */
    const stdio = output === 'inherit' ? 'inherit' : ['ignore', 'pipe', 'pipe'];
    const child = tie(spawn(command, [...args], { cwd, env, shell, stdio }));
    if (child.pid !== undefined) onStart?.(child.pid);
    let all = '';
    let stdout = '';
    let timedOut = false;
    child.stdout?.setEncoding('utf8').on('data', (chunk) => {
      stdout += chunk;
      all += chunk;
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk) => {
      all += chunk;
    });
    const timer = timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          child.kill('SIGKILL');
        }, timeoutMs)
      : undefined;
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 127, output: `${all}${error.message}\n`, stdout, timedOut });
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 137, output: all, stdout, timedOut });
    });
  });
}
