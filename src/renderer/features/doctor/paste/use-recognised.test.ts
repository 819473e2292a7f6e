import { expect, test } from 'vitest';
import { isAbout } from './use-recognised.ts';

test('an answer is about the very text and request that were asked about', () => {
  const asked = { text: 'a=1', requestIndex: null };
  expect(isAbout(asked, 'a=1', null)).toBe(true);
  expect(isAbout(asked, 'a=12', null)).toBe(false);
  expect(isAbout(asked, 'a=1', 2)).toBe(false);
  expect(isAbout(null, '', null)).toBe(false);
});
