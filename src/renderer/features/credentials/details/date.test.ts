import { expect, it } from 'vitest';
import { dayOf, endOfDay } from './date.ts';

it('a day ends a millisecond before the next, where the person is', () => {
  const end = endOfDay('2026-12-31') ?? 0;
  expect(new Date(end).toLocaleDateString('en-GB')).toBe('31/12/2026');
  expect(dayOf(end)).toBe('2026-12-31');
  expect(dayOf(end + 1)).toBe('2027-01-01');
  expect(dayOf(null)).toBe('');
});

it.each(['', '2026-02-30', '2026-13-01', '31.12.2026', '12-31'])('no day: %j', (text) => {
  expect(endOfDay(text)).toBeNull();
});
