import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { flowRunSchema } from '../../src/protocol/models/flow.ts';
import { Bench, passphrase } from './bench.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const flow = ['run', 'Exam platform', 'examWithLtiTool'];

let bench: Bench;
beforeAll(async () => {
  bench = new Bench();
  await bench.sandbox();
  await bench.core.close();
});
afterAll(() => bench.remove());

async function run(...args: string[]) {
  const child = spawn(process.execPath, [main, '--data', bench.folder, ...args], {
    env: { PATH: process.env.PATH ?? '', COUNTERSIGN_PASSPHRASE: passphrase, SECRET: 'canary-from-environment' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pieces = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    pieces.stdout += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    pieces.stderr += String(chunk);
  });
  const [code] = z
    .tuple([z.number().nullable()])
    .rest(z.unknown())
    .parse(await once(child, 'close'));
  return { code, ...pieces };
}

test('a flow runs from the command line, with a JUnit report and exit code 0', async () => {
  const file = join(bench.folder, 'report.xml');
  const secret = ['--set-env', 'oauth_consumer_secret=SECRET'];
  const { code, stdout } = await run(
    ...flow,
    '--set',
    'exam_name=A < B',
    ...secret,
    '--report',
    `junit=${file}`,
    '--json',
  );
  expect(code).toBe(0);
  expect(flowRunSchema.parse(JSON.parse(stdout))).toMatchObject({
    state: 'finished',
    outputs: { exam_id: 1, placeholder: 'LTI_EXAM_1' },
  });
  expect(stdout).not.toContain('canary');
  const report = readFileSync(file, 'utf8');
  expect(report).toContain('tests="4" failures="0" errors="0" skipped="0"');
  expect(report.match(/<testcase /g)).toHaveLength(4);
});

test('a failed step: exit code by its cause, the report names it, the rest is skipped', async () => {
  const file = join(bench.folder, 'failed.xml');
  const { code, stdout } = await run(...flow, '--set', 'lti_custom_data={', '--report', `junit=${file}`);
  expect(code).toBe(2);
  expect(stdout).toContain('3. Link the exam with the tool: failed');
  expect(readFileSync(file, 'utf8')).toMatch(
    /failures="1" errors="0" skipped="1"[\s\S]*<failure type="problem"[\s\S]*<skipped/,
  );
});

test('wrong use is refused before anything is sent', async () => {
  const secret = await run(...flow, '--set', 'oauth_consumer_secret=x');
  expect([secret.code, secret.stderr]).toEqual([2, expect.stringContaining('--set-env')]);
  expect(secret.stderr).not.toContain('=x');
  expect((await run('run', 'Exam platform', 'nothing')).code).toBe(2);
  expect((await run(...flow, '--report', 'html=x')).code).toBe(2);
});
