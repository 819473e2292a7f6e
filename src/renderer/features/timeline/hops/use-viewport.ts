import { useState } from 'react';
import { fitted, isFitted, oneToOne, panned, type Viewport, zoomed } from './viewport.ts';

export type ViewportControl = {
  view: Viewport;
  /** Nothing is out of sight. */
  isWhole: boolean;
  /** Around a time, or around the anchor. */
  zoomBy: (factor: number, at?: number) => void;
  panBy: (share: number) => void;
  fit: () => void;
  oneToOne: () => void;
  /** Pixels the time is drawn on, as the axis tells. */
  width: number;
  setWidth: (width: number) => void;
};

/**
 * What of the time is seen. All of it until a person zooms: then it stays where it is, however much longer a launch takes.
 * `anchor` is the time worth looking at; without one, or when it is out of sight, it is the middle of what is seen.
 */
export function useViewport(duration: number, anchor: number | null): ViewportControl {
  const [chosen, setChosen] = useState<Viewport | null>(null);
  const [width, setWidth] = useState(300);
  const change = (next: (now: Viewport) => Viewport) =>
    setChosen((before) => {
      const after = next(before ?? fitted(duration));
      return isFitted(after, duration) ? null : after;
    });
  return {
    view: chosen ?? fitted(duration),
    isWhole: chosen === null,
    zoomBy: (factor, at) => change((now) => zoomed(now, factor, seenIn(now, at ?? anchor), duration)),
    panBy: (share) => change((now) => panned(now, share, duration)),
    fit: () => setChosen(null),
    oneToOne: () => change((now) => oneToOne(width, now.from, duration)),
    width,
    setWidth,
  };
}

function seenIn({ from, span }: Viewport, at: number | null): number {
  return at === null || at < from || at > from + span ? from + span / 2 : at;
}
