import { expect, test } from 'vitest';
import { createGestures, gestureMs } from './gesture.ts';

test('a press counts for a while, a moving mouse never', () => {
  let now = 1_000;
  const gestures = createGestures(() => now);
  expect(gestures.isRecent()).toBe(false);
  gestures.saw('mouseMove');
  expect(gestures.isRecent()).toBe(false);
  gestures.saw('mouseDown');
  now += gestureMs;
  expect(gestures.isRecent()).toBe(true);
  now += 1;
  expect(gestures.isRecent()).toBe(false);
  gestures.saw('rawKeyDown');
  expect(gestures.isRecent()).toBe(true);
});
