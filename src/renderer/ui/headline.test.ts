import { describe, expect, it } from 'vitest';
import type { Problem } from '../../protocol/problem.ts';
import { adviceOf, headlineOf } from './headline.ts';

const timeout: Problem = { code: 'network.timeout', params: { host: 'exams.example', seconds: 30 } };

describe('the sentence of an exchange', () => {
  it('puts a problem into words, whose code the record keeps as its headline', () => {
    const failed = { state: 'failed', headline: 'network.timeout', problem: timeout } as const;
    expect(headlineOf(failed)).toContain(' ');
    expect(headlineOf(failed)).not.toContain('network.timeout');
    expect(adviceOf(failed)).toContain(headlineOf(failed));
    expect(adviceOf(failed).length).toBeGreaterThan(headlineOf(failed).length);
  });

  it('is that of the verdict where there was no problem, and empty while nothing is known', () => {
    const finished = { state: 'finished', headline: 'As documented.', problem: null } as const;
    expect(headlineOf(finished)).toBe('As documented.');
    expect(adviceOf(finished)).toBe('As documented.');
    expect(headlineOf({ ...finished, state: 'running' })).toBe('');
  });
});
