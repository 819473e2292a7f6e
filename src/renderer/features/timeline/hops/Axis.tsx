import { type PointerEvent, useEffect, useRef } from 'react';
import { formatDuration } from '../../../ui/format.ts';
import classes from './Hops.module.css';
import type { ViewportControl } from './use-viewport.ts';
import { placed, ticksOf } from './viewport.ts';

/** The time above the bars; dragged, it moves. The keys and buttons do the same, so it is hidden from screen readers. */
export function Axis({ viewport }: { viewport: ViewportControl }) {
  const { view, width, setWidth, panBy, isWhole } = viewport;
  const box = useRef<HTMLDivElement>(null);
  const drag = useRef<number | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const sizes = new ResizeObserver(() => setWidth(element.clientWidth));
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [setWidth]);
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (drag.current === null) return;
    panBy((drag.current - event.clientX) / Math.max(1, width));
    drag.current = event.clientX;
  };
  return (
    <div className={classes.axis} aria-hidden>
      <div
        ref={box}
        className={classes.time}
        data-movable={!isWhole || undefined}
        onPointerDown={(event) => {
          drag.current = event.clientX;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={move}
        onPointerUp={() => {
          drag.current = null;
        }}
      >
        {ticksOf(view, width).map((tick) => {
          const place = placed(view, tick, 0);
          return place === null ? null : (
            <span
              key={tick}
              className={classes.tick}
              data-last={place.left > 0.92 || undefined}
              style={{ left: `${place.left * 100}%` }}
            >
              {formatDuration(tick)}
            </span>
          );
        })}
      </div>
    </div>
  );
}
