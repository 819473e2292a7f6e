import type { KeyboardEvent } from 'react';
import type { TimelineHop } from '../../../../protocol/models/exchanges/timeline.ts';
import type { ViewportControl } from './use-viewport.ts';

export type HopMove = 'before' | 'after' | 'first' | 'last';

const moves: Readonly<Record<string, HopMove>> = {
  ArrowUp: 'before',
  ArrowDown: 'after',
  Home: 'first',
  End: 'last',
};

/** Position of the hop a move leads to from `position`, kept among `count`. */
export function positionAfter(position: number, move: HopMove, count: number): number {
  const target = { before: position - 1, after: position + 1, first: 0, last: count - 1 }[move];
  return Math.min(count - 1, Math.max(0, target));
}

/** The time in the middle of a hop: what is looked at stays in sight when the time is zoomed. */
export function middleOf({ offset, duration }: Pick<TimelineHop, 'offset' | 'duration'>): number {
  return offset + (duration ?? 0) / 2;
}

/** What a key does to the time that is seen; `null` for a key that does nothing to it. */
function timeFor(key: string, { zoomBy, panBy, fit }: ViewportControl, hop?: TimelineHop): (() => void) | null {
  const at = hop && middleOf(hop);
  switch (key) {
    case '+':
    case '=':
      return () => zoomBy(2, at);
    case '-':
    case '−':
      return () => zoomBy(0.5, at);
    case '0':
      return fit;
    case 'ArrowLeft':
      return () => panBy(-0.25);
    case 'ArrowRight':
      return () => panBy(0.25);
    default:
      return null;
  }
}

/** The keys of a hop that has the focus. Enter and Space open it, as those of any button. */
export function useHopKeys(viewport: ViewportControl, hop: TimelineHop | undefined, onMove: (move: HopMove) => void) {
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves[event.key];
    const run = move === undefined ? timeFor(event.key, viewport, hop) : () => onMove(move);
    if (run === null) return;
    event.preventDefault();
    run();
  };
}
