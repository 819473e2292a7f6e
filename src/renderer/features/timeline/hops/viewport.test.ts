import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitted, isFitted, oneToOne, panned, placed, ticksOf, zoomed } from './viewport.ts';

test('zooming in keeps the time under the pointer where it is', () => {
  const view = zoomed({ from: 0, span: 1000 }, 2, 250, 1000);
  expect(view).toEqual({ from: 125, span: 500 });
  expect(placed(view, 250, 0)?.left).toBe(0.25);
});

test('zooming out ends with the whole time', () => {
  const view = zoomed({ from: 400, span: 100 }, 0.01, 450, 1000);
  expect(view).toEqual({ from: 0, span: 1000 });
  expect(isFitted(view, 1000)).toBe(true);
});

test('whatever is done to it, the viewport stays within the exchange', () => {
  const move = fc.oneof(
    fc.record({ do: fc.constant('zoom' as const), by: fc.double({ min: 0.1, max: 10, noNaN: true }) }),
    fc.record({ do: fc.constant('pan' as const), by: fc.double({ min: -3, max: 3, noNaN: true }) }),
  );
  fc.assert(
    fc.property(fc.double({ min: 0, max: 60_000, noNaN: true }), fc.array(move), (duration, moves) => {
      const view = moves.reduce(
        (now, one) =>
          one.do === 'zoom' ? zoomed(now, one.by, now.from + now.span / 3, duration) : panned(now, one.by, duration),
        fitted(duration),
      );
      expect(view.from).toBeGreaterThanOrEqual(0);
      expect(view.from + view.span).toBeLessThanOrEqual(Math.max(duration, 1) + 1e-6);
      expect(view.span).toBeGreaterThan(0);
    }),
  );
});

test('one to one shows as many milliseconds as there are pixels', () => {
  expect(oneToOne(400, 100, 2000)).toEqual({ from: 100, span: 400 });
  expect(oneToOne(400, 1900, 2000)).toEqual({ from: 1600, span: 400 });
});

test('what is out of sight is not drawn, and what is half in sight is cut', () => {
  const view = { from: 100, span: 100 };
  expect(placed(view, 0, 50)).toBeNull();
  expect(placed(view, 250, 50)).toBeNull();
  expect(placed(view, 50, 100)).toEqual({ left: 0, width: 0.5 });
});

test('the axis counts in round numbers', () => {
  expect(ticksOf({ from: 0, span: 1000 }, 450)).toEqual([0, 200, 400, 600, 800, 1000]);
  expect(ticksOf({ from: 130, span: 40 }, 400)).toEqual([130, 140, 150, 160, 170]);
});
