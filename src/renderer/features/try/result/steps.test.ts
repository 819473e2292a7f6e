import { describe, expect, it } from 'vitest';
import { mainHop, tabAfter } from './steps.ts';

const sent = { isNew: true, startedHere: true };
const later = { isNew: false, startedHere: true };

describe('tabAfter', () => {
  it('turns to the verdict of a request only when there is something to look into', () => {
    expect(tabAfter({ kind: 'request', state: 'running', verdict: null }, sent)).toBeNull();
    expect(tabAfter({ kind: 'request', state: 'finished', verdict: 'conforms' }, later)).toBe('response');
    expect(tabAfter({ kind: 'request', state: 'finished', verdict: 'deviates' }, later)).toBe('verdict');
    expect(tabAfter({ kind: 'request', state: 'cancelled', verdict: null }, later)).toBeNull();
  });

  it('turns to the page of a launch once, and stays with it', () => {
    expect(tabAfter({ kind: 'launch', state: 'finished', verdict: 'deviates' }, sent)).toBe('launch');
    expect(tabAfter({ kind: 'launch', state: 'finished', verdict: 'deviates' }, later)).toBeNull();
  });

  it('shows the verdict of what is opened again: there is no page any more', () => {
    const opened = { isNew: true, startedHere: false };
    expect(tabAfter({ kind: 'launch', state: 'finished', verdict: 'conforms' }, opened)).toBe('verdict');
    expect(tabAfter({ kind: 'launch', state: 'running', verdict: null }, opened)).toBe('launch');
  });
});

describe('mainHop', () => {
  it('has none before the first hop', () => {
    expect(mainHop({ hops: [], judgedHop: null })).toBeNull();
  });
});
