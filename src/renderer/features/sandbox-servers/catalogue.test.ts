import { describe, expect, it } from 'vitest';
import { misbehaviours } from '../../../protocol/misbehaving/catalogue.ts';
import { filteredBehaviours, triggerText } from './catalogue.ts';

const found = (filter: string) => filteredBehaviours(filter).flatMap(({ entries }) => entries.map(({ id }) => id));

describe('filteredBehaviours', () => {
  it('begins with all of them', () => {
    expect(found(' ')).toEqual(misbehaviours.map(({ id }) => id));
  });

  it('finds a row and not the rows that begin like it', () => {
    expect(found('a1')).toEqual(['proxy-scheme-lost', 'scheme-forced']);
    expect(found('A15')).toContain('redirect-302');
  });

  it('finds by all words, wherever they stand', () => {
    expect(found('cookie strict')).toEqual(['cookie-strict']);
    expect(found('no-such-thing')).toEqual([]);
  });
});

describe('triggerText', () => {
  it('says what has to be there', () => {
    expect(triggerText({ query: 'course=12' })).toBe('?course=12');
    expect(triggerText({ path: '/', words: 'luck' })).toBe('…/, luck');
    expect(triggerText({ fields: { text: 'a\r\nb', long: 'x'.repeat(50) } })).toBe(
      `text=a␍␊b, long=${'x'.repeat(40)}…`,
    );
  });
});
