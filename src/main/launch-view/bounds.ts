import type { Bounds } from '../../protocol/host.ts';

export type Size = { width: number; height: number };

/**
 * Bounds in CSS pixels of a zoomed page as whole device-independent pixels inside the window; `null` when nothing of them is in it.
 * Edges are rounded inwards, so the view never covers a pixel beside its place.
 */
export function fitBounds(bounds: Bounds, window: Size, zoom: number): Bounds | null {
  const left = Math.ceil(bounds.x * zoom);
  const top = Math.ceil(bounds.y * zoom);
  const right = Math.min(Math.floor((bounds.x + bounds.width) * zoom), Math.floor(window.width));
  const bottom = Math.min(Math.floor((bounds.y + bounds.height) * zoom), Math.floor(window.height));
  return right <= left || bottom <= top ? null : { x: left, y: top, width: right - left, height: bottom - top };
}
