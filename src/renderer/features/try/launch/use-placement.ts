import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Bounds } from '../../../../protocol/host.ts';
import { callHost } from '../../../client/bridge.ts';
import { boundsOf, overlap, sameBounds } from './bounds.ts';

/** Dialogs, menus and lists that float above the page; tooltips and notices are not worth hiding the view for. */
const floating = '[data-portal] :is([role="dialog"], [role="menu"], [role="listbox"])';

/** Whether something that floats lies over the area. The view is drawn above all HTML, so it has to give way. */
function isCovered(area: DOMRect): boolean {
  return [...document.querySelectorAll(floating)].some((element) => {
    const overlay = element.closest('[data-portal]')?.querySelector('[aria-modal="true"], .mantine-Overlay-root');
    return overlay != null || overlap(area, element.getBoundingClientRect());
  });
}

/** Calls back whenever the area may have moved or something may have come over it. */
function watch(area: HTMLElement, onChange: () => void): () => void {
  const sizes = new ResizeObserver(onChange);
  sizes.observe(area);
  sizes.observe(document.body);
  const portals = new MutationObserver(onChange);
  portals.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['style', 'hidden'],
  });
  window.addEventListener('resize', onChange);
  return () => {
    sizes.disconnect();
    portals.disconnect();
    window.removeEventListener('resize', onChange);
  };
}

/** How the launch view stands: `gone` when the host has none for the exchange any more. */
export type Placement = 'shown' | 'covered' | 'gone';

/**
 * Keeps the launch view of an exchange exactly over `area`, and hides it whenever the area is not to be seen.
 * A launch has no view in its first moments: a new `turn` asks again for one that was not there.
 */
export function usePlacement(exchangeId: string | null, area: RefObject<HTMLElement | null>, turn: string): Placement {
  const askAgain = useRef(() => {});
  const [placement, setPlacement] = useState<Placement>('shown');
  useEffect(() => {
    const element = area.current;
    if (exchangeId === null || !element) return;
    let sent: Bounds | null | undefined;
    let frame = 0;
    let ended = false;
    let missing = false;
    const place = (bounds: Bounds | null) => {
      if (sent !== undefined && sameBounds(sent, bounds)) return;
      sent = bounds;
      callHost('host.placeLaunchView', { exchangeId, bounds })
        .then(({ shown }) => {
          missing = bounds !== null && !shown;
          if (!ended) setPlacement(bounds === null ? 'covered' : shown ? 'shown' : 'gone');
        })
        .catch(() => {
          if (!ended) setPlacement('gone');
        });
    };
    const measure = () => {
      frame = 0;
      const box = element.getBoundingClientRect();
      place(isCovered(box) ? null : boundsOf(box));
    };
    const schedule = () => {
      if (frame === 0) frame = requestAnimationFrame(measure);
    };
    measure();
    askAgain.current = () => {
      if (!missing) return;
      missing = false;
      sent = undefined;
      schedule();
    };
    const unwatch = watch(element, schedule);
    return () => {
      ended = true;
      askAgain.current = () => {};
      unwatch();
      cancelAnimationFrame(frame);
      callHost('host.placeLaunchView', { exchangeId, bounds: null }).catch(() => undefined);
    };
  }, [exchangeId, area]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the turn is what asks again
  useEffect(() => askAgain.current(), [turn]);
  return placement;
}
