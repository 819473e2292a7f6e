import { describe, expect, it } from 'vitest';
import { problemCodes, problemParameters } from '../../protocol/problem.ts';
import { fillIn, problemText } from './problem-text.ts';

describe('problemText', () => {
  it('has a title and a way out for every code, with every place filled or closed up', () => {
    for (const code of problemCodes) {
      const params = Object.fromEntries(problemParameters[code].map((name) => [name, 'given']));
      const { title, fix } = problemText({ code, params, field: 'somewhere' });
      expect(title, code).toMatch(/\S/);
      expect(fix, code).toMatch(/\S/);
      expect(`${title}${fix}`, code).not.toContain('{{');
      expect(`${title}${fix}`, code).not.toMatch(/ {2}| [.,;]|“”|\(\)/);
    }
  });

  it('fills in what the problem says about itself', () => {
    expect(problemText({ code: 'network.refused', params: { host: 'exam.example.com:443' } }).title).toContain(
      'exam.example.com:443',
    );
  });
});

describe('fillIn', () => {
  it('puts values in and closes the gap where there is none', () => {
    expect(fillIn('Could not find {{host}}.', { host: 'a.example' })).toBe('Could not find a.example.');
    expect(fillIn('Could not find {{host}}.', {})).toBe('Could not find.');
  });
});
