import { describe, expect, it } from 'vitest';
import type { ExchangeSummary } from '../../../protocol/models/exchange.ts';
import { inParts, matchesOutcome, moveFor, nextPage, rowAfter, rowsOf, toggled, wantsMore } from './list.ts';

const row = (id: string, part: Partial<ExchangeSummary> = {}): ExchangeSummary => ({
  id,
  kind: 'request',
  connectionId: 'c1',
  connectionName: 'Riverside',
  contractId: 'proctorexam',
  operationId: 'createToolProvider',
  operationTitle: 'Create a tool provider',
  environment: 'test',
  startedAt: 1000,
  finishedAt: 1001,
  state: 'finished',
  method: 'POST',
  url: 'https://a.example/x',
  status: 200,
  verdict: 'conforms',
  headline: '',
  ...part,
});

describe('matchesOutcome', () => {
  it('goes by the verdict of what finished and by the state of what did not', () => {
    expect(matchesOutcome(row('a'), 'conforms')).toBe(true);
    expect(matchesOutcome(row('a', { state: 'interrupted', verdict: null }), 'interrupted')).toBe(true);
    expect(matchesOutcome(row('a', { state: 'failed', verdict: null }), 'conforms')).toBe(false);
  });

  it('calls for attention what is neither as documented nor the person’s own doing', () => {
    const attention = (part: Partial<ExchangeSummary>) => matchesOutcome(row('a', part), 'attention');
    expect(attention({ verdict: 'deviates' })).toBe(true);
    expect(attention({ state: 'interrupted' })).toBe(true);
    expect(attention({})).toBe(false);
    expect(attention({ state: 'cancelled' })).toBe(false);
    expect(attention({ state: 'running' })).toBe(false);
  });
});

describe('pages', () => {
  it('join without doubles and through the filter', () => {
    const pages = [
      { rows: [row('c'), row('b', { verdict: 'deviates' })], total: 4 },
      { rows: [row('b', { verdict: 'deviates' }), row('a')], total: 4 },
    ];
    expect(rowsOf(pages, 'all').map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(rowsOf(pages, 'deviates').map(({ id }) => id)).toEqual(['b']);
  });

  it('go on after the last row of a full page only', () => {
    expect(nextPage({ rows: [row('b'), row('a', { startedAt: 5 })], total: 9 }, 2)).toEqual({ startedAt: 5, id: 'a' });
    expect(nextPage({ rows: [row('a')], total: 1 }, 2)).toBeNull();
    expect(nextPage({ rows: [], total: 0 }, 2)).toBeNull();
  });

  it('are read on near the end and while nothing matches', () => {
    expect(wantsMore(10, 200)).toBe(false);
    expect(wantsMore(185, 200)).toBe(true);
    expect(wantsMore(-1, 0)).toBe(true);
  });
});

describe('keyboard', () => {
  it('knows the keys of a list', () => {
    expect(moveFor('PageDown')).toBe('page-down');
    expect(moveFor('a')).toBeNull();
  });

  it('stays within the list', () => {
    expect(rowAfter(-1, 'down', 3, 10)).toBe(0);
    expect(rowAfter(-1, 'up', 3, 10)).toBe(2);
    expect(rowAfter(2, 'down', 3, 10)).toBe(2);
    expect(rowAfter(0, 'up', 3, 10)).toBe(0);
    expect(rowAfter(5, 'page-down', 30, 10)).toBe(15);
    expect(rowAfter(5, 'page-up', 30, 10)).toBe(0);
    expect(rowAfter(5, 'last', 30, 10)).toBe(29);
    expect(rowAfter(5, 'first', 30, 10)).toBe(0);
    expect(rowAfter(0, 'down', 0, 10)).toBeNull();
  });
});

describe('choosing', () => {
  it('adds and takes away without touching the set before', () => {
    const before = new Set(['a']);
    expect([...toggled(before, 'b')]).toEqual(['a', 'b']);
    expect([...toggled(before, 'a')]).toEqual([]);
    expect([...before]).toEqual(['a']);
  });

  it('deletes in parts', () => {
    expect(inParts(['a', 'b', 'c'], 2)).toEqual([['a', 'b'], ['c']]);
    expect(inParts([], 2)).toEqual([]);
  });
});
