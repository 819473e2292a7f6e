import { type RefObject, useEffect, useEffectEvent } from 'react';
import type { ViewportControl } from './use-viewport.ts';

/** Ctrl and the wheel zoom the time; React listens to the wheel passively, so that the window would zoom as well. */
export function useWheelZoom(area: RefObject<HTMLElement | null>, viewport: ViewportControl): void {
  const turn = useEffectEvent((event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    viewport.zoomBy(event.deltaY < 0 ? 1.25 : 0.8);
  });
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const listener = (event: WheelEvent) => turn(event);
    element.addEventListener('wheel', listener, { passive: false });
    return () => element.removeEventListener('wheel', listener);
  }, [area]);
}
