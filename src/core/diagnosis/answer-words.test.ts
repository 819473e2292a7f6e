import { expect, test } from 'vitest';
import { placeOf } from './answer-words.ts';

test.each([
  ['https://tool.example/lti/visits/muXAxGpbCQGRSUJCwSFqdIlE', 'tool.example/lti/visits/#'],
  ['https://tool.example/s/3f2a?x=1#y', 'tool.example/s/#'],
  ['https://tool.example/launch/introduction-to-biology', 'tool.example/launch/introduction-to-biology'],
  ['', ''],
])('the place of %s is told without its ids', (address, place) => {
  expect(placeOf(address)).toBe(place);
});
