import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportSchema } from '../../src/cli/reporters/report.ts';
import { flowRunSchema } from '../../src/protocol/models/exchanges/flow.ts';
import { Bench, passphrase } from './bench.ts';
import { runCli } from './cli-process.ts';

const flow = ['run', 'Exam platform', 'examWithLtiTool'];

let bench: Bench;
beforeAll(async () => {
  bench = new Bench();
  await bench.sandbox();
  await bench.core.close();
});
afterAll(() => bench.remove());

const run = (...args: string[]) =>
  runCli(bench.folder, args, { COUNTERSIGN_PASSPHRASE: passphrase, SECRET: 'canary-from-environment' });

test('a flow runs from the command line, with a JUnit report and exit code 0', async () => {
  const file = join(bench.folder, 'report.xml');
  const page = join(bench.folder, 'report.html');
  const json = join(bench.folder, 'report.json');
  const secret = ['--set-env', 'oauth_consumer_secret=SECRET'];
  const { code, stdout } = await run(
    ...flow,
    '--set',
    'exam_name=A < B',
    ...secret,
    '--report',
    `junit=${file},html=${page},json=${json}`,
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
  const { counts, cases } = reportSchema.parse(JSON.parse(readFileSync(json, 'utf8')));
  expect(counts).toEqual({ passed: 4, failed: 0, skipped: 0 });
  expect(cases.every(({ checks, exchange }) => checks.length > 0 && exchange !== null)).toBe(true);
  expect(readFileSync(page, 'utf8')).toContain('4 passed, 0 failed, 0 not reached');
  for (const written of [file, page, json]) expect(readFileSync(written, 'utf8')).not.toContain('canary');
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
  expect((await run(...flow, '--report', 'pdf=x')).code).toBe(2);
});

test('an OpenAPI file and its flows are imported, checked and listed; what is wrong is told with its place', async () => {
  const built = (name: string) =>
    fileURLToPath(new URL(`../../resources/contracts/proctorexam/${name}`, import.meta.url));
  const flows = built('flows.arazzo.yaml');
  expect((await run('contracts', 'import', built('openapi.yaml'), '--id', 'own-exams')).code).toBe(0);
  const checked = await run('contracts', 'import-flows', 'own-exams', flows, '--check');
  expect(checked).toMatchObject({ code: 0, stdout: expect.stringContaining('examWithLtiTool') });
  expect((await run('contracts', 'import-flows', 'own-exams', flows, '--json')).stdout).toContain('examWithLtiTool');
  expect((await run('contracts', 'list')).stdout).toMatch(/own-exams\tProctorExam API\tv3\timported/);
  const wrong = join(bench.folder, 'wrong.yaml');
  writeFileSync(wrong, readFileSync(flows, 'utf8').replace('operationId: createExam', 'operationId: makeExam'));
  const refused = await run('contracts', 'import-flows', 'own-exams', wrong);
  expect(refused.code).toBe(1);
  expect(refused.stdout).toMatch(/^line \d+:\d+ \/workflows\/0\/steps\/0\/operationId: .*"makeExam"/);
  expect((await run('contracts', 'delete-flows', 'own-exams')).code).toBe(0);
  expect((await run('contracts', 'delete-flows', 'own-exams')).code).toBe(2);
});

test('what exists is kept step by step', async () => {
  const { stdout } = await run(...flow, '--keep', 'toolProvider', '--json');
  expect(
    flowRunSchema.parse(JSON.parse(stdout)).steps.map(({ state, source, note }) => [state, source, note?.kind]),
  ).toEqual([
    ['done', 'sent', undefined],
    ['done', 'sent', 'gone'],
    ['done', 'sent', undefined],
    ['done', 'sent', undefined],
  ]);
  const unknown = await run(...flow, '--keep', 'provider');
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('toolProvider')]);
});
