import { describe, expect, it } from 'vitest';
import { boundsOf, overlap, sameBounds } from './bounds.ts';

describe('boundsOf', () => {
  it('stays within the area when it falls between pixels', () => {
    expect(boundsOf({ left: 10.4, top: 20, right: 110.6, bottom: 70.9 })).toEqual({
      x: 11,
      y: 20,
      width: 99,
      height: 50,
    });
  });

  it('is nothing when the area has no size', () => {
    expect(boundsOf({ left: 0, top: 0, right: 0, bottom: 0 })).toBeNull();
    expect(boundsOf({ left: 5, top: 5, right: 50, bottom: 5.5 })).toBeNull();
  });
});

describe('overlap', () => {
  const area = { left: 100, top: 100, right: 200, bottom: 200 };
  it('is about shared pixels, not about touching edges', () => {
    expect(overlap(area, { left: 150, top: 0, right: 400, bottom: 120 })).toBe(true);
    expect(overlap(area, { left: 200, top: 100, right: 300, bottom: 200 })).toBe(false);
    expect(overlap(area, { left: 0, top: 0, right: 100, bottom: 300 })).toBe(false);
  });
});

describe('sameBounds', () => {
  it('compares values', () => {
    expect(sameBounds({ x: 1, y: 2, width: 3, height: 4 }, { x: 1, y: 2, width: 3, height: 4 })).toBe(true);
    expect(sameBounds(null, { x: 1, y: 2, width: 3, height: 4 })).toBe(false);
    expect(sameBounds(null, null)).toBe(true);
  });
});
