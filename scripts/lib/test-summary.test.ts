import { describe, expect, it } from 'vitest';
import { single, summaryLine, total, vitestTally } from './test-summary.mjs';

const report = (...files: { status: string; assertionResults: { status: string }[] }[]) =>
  JSON.stringify({ testResults: files });
const file = (status: string, ...statuses: string[]) => ({
  status,
  assertionResults: statuses.map((each) => ({ status: each })),
});

describe('vitestTally', () => {
  it('counts passed, failed and skipped tests over all files', () => {
    const text = report(file('passed', 'passed', 'passed', 'skipped', 'todo'), file('failed', 'failed', 'passed'));
    expect(vitestTally(text, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(vitestTally(report(file('passed', 'passed'), file('failed')), 1)).toMatchObject({ passed: 1, failed: 1 });
  });

  it('counts an error outside any test as a failure', () => {
    expect(vitestTally(report(file('passed', 'passed')), 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it('counts a project without tests as nothing', () => {
    expect(vitestTally(report(), 0)).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });

  it.each([
    ['missing', undefined],
    ['half-written', '{"testResults": [{'],
    ['foreign', '{}'],
  ])('counts a %s report as a failure, whatever the exit code says', (_case, text) => {
    expect(vitestTally(text, 0)).toEqual(single(false));
  });
});

describe('summaryLine', () => {
  it('adds up all runners', () => {
    const sum = total([single(true), single(false), { passed: 40, failed: 0, skipped: 2 }]);
    expect(summaryLine(sum)).toBe('41 passed, 1 failed, 2 skipped');
  });

  it('says nothing of skipped tests when there are none', () => {
    expect(summaryLine(total([single(true)]))).toBe('1 passed, 0 failed');
  });
});
