import { describe, expect, it } from 'vitest';
import { run } from './child.mjs';

const node = (script: string, timeoutMs?: number) =>
  run(process.execPath, ['-e', script], timeoutMs === undefined ? {} : { timeoutMs });

describe('run', () => {
  it('gives the exit code and both streams', async () => {
    const result = await node('console.log("out"); console.error("err"); process.exitCode = 3');
    expect(result).toMatchObject({ code: 3, stdout: 'out\n', timedOut: false });
    expect(result.output).toContain('err\n');
  });

  it('gives 127 for a command that does not exist, and names it', async () => {
    const result = await run('countersign-no-such-command', []);
    expect(result.code).toBe(127);
    expect(result.output).toContain('countersign-no-such-command');
  });

  it('ends a command that takes too long', async () => {
    expect(await node('setInterval(() => {}, 1000)', 100)).toMatchObject({ code: 137, timedOut: true });
  });
});
