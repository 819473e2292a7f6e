import { describe, expect, it } from 'vitest';
import type { ExchangeSummary } from '../../../protocol/models/exchanges/exchange.ts';
import {
  inParts,
  moveFor,
  nextPage,
  oldestFirst,
  type Page,
  rowAfter,
  rowsOf,
  toggled,
  wantsMore,
  withFirstPage,
  withRow,
} from './list.ts';

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
  problem: null,
  ...part,
});

const idsOf = (pages: readonly Page[]) => rowsOf(pages).map(({ id }) => id);

describe('pages', () => {
  it('join without doubles', () => {
    const pages = [
      { rows: [row('c'), row('b')], total: 4 },
      { rows: [row('b'), row('a')], total: 4 },
    ];
    expect(idsOf(pages)).toEqual(['c', 'b', 'a']);
  });

  it('follow a change of one exchange where it stands', () => {
    const pages = [
      { rows: [row('c')], total: 2 },
      { rows: [row('b')], total: 2 },
    ];
    const followed = withRow(pages, row('b', { state: 'failed' }));
    expect(followed?.[1]?.rows).toEqual([row('b', { state: 'failed' })]);
    expect(followed?.[0]).toEqual(pages[0]);
    expect(withRow(pages, row('new'))).toBeNull();
  });

  it('lose nothing when the first is read anew with exchanges that came since', () => {
    const at = (startedAt: number) => row(`e${startedAt}`, { startedAt });
    const pages = [
      { rows: [at(6), at(5), at(4)], total: 5 },
      { rows: [at(3), at(2)], total: 5 },
    ];
    const anew = withFirstPage(pages, { rows: [at(8), at(7), at(6)], total: 7 }, 3);
    expect(idsOf(anew)).toEqual(['e8', 'e7', 'e6', 'e5', 'e4', 'e3', 'e2']);
    expect(anew[0]?.total).toBe(7);
  });

  it('forget what the first page read anew no longer has', () => {
    const at = (startedAt: number) => row(`e${startedAt}`, { startedAt });
    const pages = [
      { rows: [at(6), at(5)], total: 3 },
      { rows: [at(3)], total: 3 },
    ];
    expect(idsOf(withFirstPage(pages, { rows: [at(6), at(3)], total: 2 }, 2))).toEqual(['e6', 'e3']);
    expect(idsOf(withFirstPage(pages, { rows: [at(6)], total: 1 }, 2))).toEqual(['e6']);
    expect(idsOf(withFirstPage([], { rows: [at(6)], total: 1 }, 2))).toEqual(['e6']);
  });

  it('go on after the last row of a full page only', () => {
    expect(nextPage({ rows: [row('b'), row('a', { startedAt: 5 })], total: 9 }, 2)).toEqual({ startedAt: 5, id: 'a' });
    expect(nextPage({ rows: [row('a')], total: 1 }, 2)).toBeNull();
    expect(nextPage({ rows: [], total: 0 }, 2)).toBeNull();
  });

  it('are read on near the end', () => {
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

  it('compares two, the older with the newer', () => {
    const rows = [row('new', { startedAt: 3 }), row('other', { startedAt: 2 }), row('old', { startedAt: 1 })];
    expect(oldestFirst(rows, new Set(['new', 'old']))).toEqual(['old', 'new']);
    expect(oldestFirst(rows, new Set(['new']))).toBeNull();
    expect(oldestFirst(rows, new Set(['new', 'other', 'old']))).toBeNull();
    expect(oldestFirst(rows, new Set(['new', 'not listed any more']))).toBeNull();
  });
});
