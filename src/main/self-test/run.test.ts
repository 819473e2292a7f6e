import { expect, test } from 'vitest';
import { selfTestReportSchema } from '../../protocol/models/self-test.ts';
import { NotApplicable } from './app-checks.ts';
import type { Check } from './checks.ts';
import { runChecks, selfTestLimits } from './run.ts';

const facts = {
  appVersion: '1.0.0',
  isPackaged: true,
  runtime: { kind: 'supported', electron: '45.4.1', chromium: '1', node: '24', platform: 'linux' },
  arch: 'x64',
  fuses: { RunAsNode: false },
} as const;

/** A clock that is moved by whoever waits on it: what takes longer than its time is over at once. */
function ports() {
  let now = Date.parse('2026-01-01T00:00:00Z');
  return {
    now: () => now,
    after: (ms: number, run: () => void) => {
      const timer = setTimeout(() => {
        now += ms;
        run();
      });
      return () => clearTimeout(timer);
    },
  };
}

const check = (id: Check['id'], run: Check['run']): Check => ({ id, run });

test('a report has the format it promises, and what was seen', async () => {
  const report = await runChecks(
    [
      check('core', async () => 'It runs.'),
      check('fuses', async () => {
        throw new NotApplicable('Not packaged.');
      }),
    ],
    facts,
    ports(),
  );
  expect(selfTestReportSchema.parse(report)).toEqual(report);
  expect(report).toMatchObject({ passed: true, startedAt: '2026-01-01T00:00:00.000Z', appVersion: '1.0.0' });
  expect(report.checks.map(({ id, result, detail }) => ({ id, result, detail }))).toEqual([
    { id: 'core', result: 'passed', detail: 'It runs.' },
    { id: 'fuses', result: 'not-applicable', detail: 'Not packaged.' },
  ]);
});

test('a check that fails is told with its reason, and the next ones run', async () => {
  const failing = check('vault', () => Promise.reject(new Error('No key.')));
  const report = await runChecks([failing, check('lock', async () => 'Locked.')], facts, ports());
  expect(report.passed).toBe(false);
  expect(report.checks).toMatchObject([
    { id: 'vault', result: 'failed', detail: 'No key.' },
    { id: 'lock', result: 'passed' },
  ]);
});

test('what hangs is over when its time is, and all of it when the time of all is', async () => {
  const hanging = (id: Check['id']) => check(id, () => new Promise(() => {}));
  const all = ['core', 'vault', 'sandbox', 'request', 'launch', 'lock'] as const;
  const report = await runChecks(all.map(hanging), facts, ports());
  expect(report.milliseconds).toBe(selfTestLimits.all);
  expect(report.checks.map(({ result }) => result)).toEqual(all.map(() => 'failed'));
  expect(report.checks[0]?.detail).toBe('No answer within 30 seconds.');
  expect(report.checks.at(-1)?.detail).toBe('There was no time left.');
});
