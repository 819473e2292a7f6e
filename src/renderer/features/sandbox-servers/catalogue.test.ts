import { describe, expect, it } from 'vitest';
import { advantageMisbehaviours } from '../../../protocol/misbehaving/advantage/catalogue.ts';
import { misbehaviours } from '../../../protocol/misbehaving/catalogue.ts';
import { filteredBehaviours, triggerText } from './catalogue.ts';

const found = (filter: string) => filteredBehaviours(filter).flatMap(({ entries }) => entries.map(({ id }) => id));

describe('filteredBehaviours', () => {
  it('begins with all of them', () => {
    expect(found(' ')).toEqual([...misbehaviours, ...advantageMisbehaviours].map(({ id }) => id));
  });

  it('finds a row and not the rows that begin like it', () => {
    expect(found('a1')).toEqual(['proxy-scheme-lost', 'scheme-forced']);
    expect(found('A15')).toContain('redirect-302');
  });

  it('gives what to launch: an address, or a target link of LTI 1.3', () => {
    const address = (id: string) => filteredBehaviours(id)[0]?.entries[0]?.address('http://tool.example');
    expect(address('redirect-302')).toBe('http://tool.example/launch/redirect-302');
    expect(address('token-unsigned-taken')).toBe('http://tool.example/lti/launch/token-unsigned-taken');
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
