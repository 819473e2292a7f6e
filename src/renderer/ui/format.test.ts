import { describe, expect, it } from 'vitest';
import { formatAgo, formatBytes, formatDuration, hostOf, pathOf } from './format.ts';

describe('addresses', () => {
  it('keeps a port that is not the default', () => {
    expect(hostOf('http://127.0.0.1:4010/api/v3')).toBe('127.0.0.1:4010');
    expect(pathOf('https://a.example/books/book?x=1')).toBe('/books/book?x=1');
  });

  it('shows what is no address as it is', () => {
    expect(hostOf('not an address')).toBe('not an address');
  });
});

describe('formatBytes', () => {
  it('changes units at a thousand', () => {
    expect([0, 999, 8200, 45_000, 104_857_600].map(formatBytes)).toEqual(['0 B', '999 B', '8.2 kB', '45 kB', '105 MB']);
  });
});

describe('formatDuration', () => {
  it('is exact where it matters', () => {
    expect([0, 0.42, 38.2, 1240].map(formatDuration)).toEqual(['0 ms', '0.4 ms', '38 ms', '1.24 s']);
  });
});

describe('formatAgo', () => {
  const now = Date.UTC(2026, 10, 21, 12);
  it('counts in the largest unit that fits', () => {
    expect(formatAgo(now - 20_000, now, 'en')).toBeNull();
    expect(formatAgo(now - 50_000, now, 'en')).toBe('1 min. ago');
    expect(formatAgo(now - 3 * 3_600_000, now, 'en')).toBe('3 hr. ago');
    expect(formatAgo(now - 2 * 86_400_000, now, 'en')).toBe('2 days ago');
  });

  it('gives the date of what is long ago', () => {
    expect(formatAgo(now - 60 * 86_400_000, now, 'en')).toBe('Sep 22, 2026');
  });
});
