import { describe, expect, it } from 'vitest';
import type { AbPair } from '../../../protocol/models/exchanges/ab-run.ts';
import type { TimelineFinding } from '../../../protocol/models/exchanges/timeline.ts';
import { differingHop, toldFindings } from './columns.ts';

const difference = (position: number) => ({
  position,
  hops: [position, position],
  what: 'status' as const,
  values: ['200', '403'],
  detail: '',
});
const finding = (expected: string): TimelineFinding => ({
  id: 'NET-05',
  severity: 'error',
  title: '',
  seen: '',
  expected,
  owner: 'tool-vendor',
  source: '',
  ticket: '',
  hop: 0,
});
const pair = (of: AbPair['of'], position: number | null, expected = ''): AbPair => ({
  of,
  difference: position === null ? null : difference(position),
  detail: '',
  finding: position === null ? null : finding(expected),
});

describe('differingHop', () => {
  it('is where a way leaves the one before it', () => {
    const pairs = [
      pair(['window', 'iframe'], null),
      pair(['iframe', 'no-third-party-cookies'], 2),
      pair(['window', 'no-third-party-cookies'], 2),
    ];
    expect(differingHop({ pairs }, 'no-third-party-cookies')).toBe(2);
    expect(differingHop({ pairs }, 'iframe')).toBe(2);
  });

  it('is none where nothing differs', () => {
    expect(differingHop({ pairs: [pair(['window', 'iframe'], null)] }, 'window')).toBeNull();
  });
});

it('says once what has to be changed', () => {
  const pairs = [
    pair(['window', 'iframe'], 0, 'SameSite=None'),
    pair(['iframe', 'no-third-party-cookies'], null),
    pair(['window', 'no-third-party-cookies'], 0, 'SameSite=None'),
  ];
  expect(toldFindings(pairs).map(({ key }) => key)).toEqual(['window iframe']);
});
