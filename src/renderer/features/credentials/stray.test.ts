import { describe, expect, it } from 'vitest';
import { strayCharacters, withoutStray } from './stray.ts';

describe('strayCharacters', () => {
  it('finds nothing in an ordinary key, blanks in the middle included', () => {
    expect(strayCharacters('')).toEqual([]);
    expect(strayCharacters('a key-with_signs+/=')).toEqual([]);
    expect(strayCharacters('schlüssel-🔑')).toEqual([]);
  });

  it('names what stands at the ends', () => {
    expect(strayCharacters('  key\n')).toEqual([
      { place: 'start', kind: 'space', count: 2 },
      { place: 'end', kind: 'line-break', count: 1 },
    ]);
    expect(strayCharacters('\ufeffkey\u00a0')).toEqual([
      { place: 'start', kind: 'invisible', count: 1 },
      { place: 'end', kind: 'no-break-space', count: 1 },
    ]);
  });

  it('names what nobody can see in the middle', () => {
    expect(strayCharacters('ke\u200by\tke\u200cy')).toEqual([
      { place: 'inside', kind: 'invisible', count: 2 },
      { place: 'inside', kind: 'tab', count: 1 },
    ]);
  });
});

describe('withoutStray', () => {
  it('takes away exactly what was named', () => {
    expect(withoutStray(' \u200bmy ke\u200dy\u00a0\r\n')).toBe('my key');
    for (const text of [' a b ', '\ufeffx', 'x\u2060y\n']) expect(strayCharacters(withoutStray(text))).toEqual([]);
  });
});
