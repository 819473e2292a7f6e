import { describe, expect, it } from 'vitest';
import { boundedPattern } from './pattern.ts';

function match(source: string, text: string) {
  const pattern = boundedPattern(source);
  return 'refused' in pattern ? pattern : pattern.match(text);
}

describe('a pattern from a contract', () => {
  it('matches and gives its named groups', () => {
    expect(match("empty: '(?<parameter>[a-z_]+)'", "is empty: 'tool_name'")).toEqual({
      outcome: 'match',
      groups: { parameter: 'tool_name' },
    });
    expect(match('^[a-z]+$', 'abc')).toEqual({ outcome: 'match', groups: {} });
    expect(match('^[a-z]+$', 'abC')).toEqual({ outcome: 'no-match' });
  });

  it.each([
    ['^(a+)+$', `${'a'.repeat(60)}!`],
    ['^(a|a)*$', `${'a'.repeat(60)}!`],
    ['(x+x+)+y', 'x'.repeat(60)],
  ])('is stopped when %s backtracks without end', (source, text) => {
    const started = performance.now();
    expect(match(source, text)).toEqual({ outcome: 'too-slow' });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it.each(['(', '[z-a]', '\\', 'a'.repeat(1001)])('is refused in words when it cannot be used: %.20s', (source) => {
    expect(match(source, 'a')).toEqual({ refused: expect.any(String) });
  });

  it('cannot run code or reach the program', () => {
    expect(match('"); process.exit(1); ("', 'x')).toEqual({ refused: expect.any(String) });
    expect(match("(?<a>')", "'")).toEqual({ outcome: 'match', groups: { a: "'" } });
  });

  it('does not try texts beyond 20,000 characters', () => {
    expect(match('^a$', 'a'.repeat(20_001))).toEqual({ outcome: 'too-slow' });
  });
});
