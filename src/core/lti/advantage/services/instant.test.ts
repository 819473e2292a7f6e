import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareInstants, readInstant } from './instant.ts';

const instant = (text: string) => {
  const read = readInstant(text);
  if (read === null) throw new Error(`no instant: ${text}`);
  return read.instant;
};

test.each([
  ['2026-01-31T12:00:00Z', '2026-01-31T13:00:00+01:00', 0],
  ['2026-01-31T12:00:00.1Z', '2026-01-31T12:00:00.100Z', 0],
  ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000000001Z', -1],
  ['2026-01-31T12:00:00.2Z', '2026-01-31T12:00:00.19Z', 1],
  ['2026-01-31t12:00:00z', '2026-01-31T11:59:59.999999Z', 1],
  ['2026-01-31T12:00:00-0530', '2026-01-31T17:30:00Z', 0],
])('%s is compared with %s', (a, b, order) => {
  expect(Math.sign(compareInstants(instant(a), instant(b)))).toBe(order);
});

test.each([
  '',
  '2026-01-31',
  '2026-01-31T12:00:00',
  '2026-02-30T12:00:00Z',
  '2026-01-31T24:00:00Z',
  '2026-13-01T00:00:00Z',
  '1700000000',
])('"%s" is no instant', (text) => expect(readInstant(text)).toBeNull());

test('the order is that of the clock, to the millisecond', () => {
  const dates = fc.date({
    min: new Date('1970-01-01T00:00:00Z'),
    max: new Date('2200-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(dates, dates, (a, b) => {
      const difference = compareInstants(instant(a.toISOString()), instant(b.toISOString()));
      expect(Math.sign(difference)).toBe(Math.sign(a.getTime() - b.getTime()));
    }),
  );
});
