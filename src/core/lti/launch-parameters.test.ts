import { expect, test } from 'vitest';
import { customParameterName, launchParameters } from './launch-parameters.ts';

test.each([
  ['Review:Chapter', 'custom_review_chapter'],
  ['vbid', 'custom_vbid'],
  ['Book Location', 'custom_book_location'],
  ['a-b.c', 'custom_a_b_c'],
  ['Größe', 'custom_gr__e'],
  ['🎓x', 'custom__x'],
])('folds the custom name %s into %s', (name, expected) => {
  expect(customParameterName(name)).toBe(expected);
});

test('adds the callback once, after everything else', () => {
  expect(launchParameters([['user_id', 'u']], [['Review:Chapter', '1.2']])).toEqual([
    ['user_id', 'u'],
    ['custom_review_chapter', '1.2'],
    ['oauth_callback', 'about:blank'],
  ]);
  expect(launchParameters([['oauth_callback', 'https://lms.example/back']])).toEqual([
    ['oauth_callback', 'https://lms.example/back'],
  ]);
});

test('keeps duplicates, order and empty values, and turns line breaks into what a browser posts', () => {
  expect(
    launchParameters([
      ['roles', ''],
      ['x', 'a\nb\rc\r\nd'],
      ['x', '\n\r'],
      ['oauth_callback', ''],
    ]),
  ).toEqual([
    ['roles', ''],
    ['x', 'a\r\nb\r\nc\r\nd'],
    ['x', '\r\n\r\n'],
    ['oauth_callback', ''],
  ]);
});
