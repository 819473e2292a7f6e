import { describe, expect, it } from 'vitest';
import { phasesOf } from './phases.ts';

const none = { dns: null, connect: null, tls: null, send: null, wait: null, receive: null };

describe('phasesOf', () => {
  it('lines up the phases that took place', () => {
    expect(phasesOf({ ...none, connect: 10, wait: 30, receive: 10, total: 50 })).toEqual([
      { name: 'connect', milliseconds: 10, start: 0, length: 0.2 },
      { name: 'wait', milliseconds: 30, start: 0.2, length: 0.6 },
      { name: 'receive', milliseconds: 10, start: 0.8, length: 0.2 },
    ]);
  });

  it('never runs over the end when rounding makes the parts longer than the whole', () => {
    const phases = phasesOf({ ...none, send: 2, wait: 9, total: 10 });
    expect(phases.every(({ start, length }) => start + length <= 1)).toBe(true);
  });

  it('copes with an answer that took no measurable time', () => {
    expect(phasesOf({ ...none, wait: 0, total: 0 })).toEqual([{ name: 'wait', milliseconds: 0, start: 0, length: 0 }]);
  });
});
