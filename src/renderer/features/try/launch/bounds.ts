import type { Bounds } from '../../../../protocol/host.ts';

type Box = { left: number; top: number; right: number; bottom: number };

/** The area in whole pixels, or `null` when there is nothing of it to show. */
export function boundsOf(box: Box): Bounds | null {
  const x = Math.max(0, Math.ceil(box.left));
  const y = Math.max(0, Math.ceil(box.top));
  const width = Math.floor(box.right) - x;
  const height = Math.floor(box.bottom) - y;
  return width < 1 || height < 1 ? null : { x, y, width, height };
}

/** Whether two boxes share any pixel. */
export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Whether the view has to be moved. */
export function sameBounds(a: Bounds | null, b: Bounds | null): boolean {
  if (a === null || b === null) return a === b;
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
