import { type RefObject, useEffect, useRef } from 'react';

/**
 * Gives an element the focus whenever `moment` changes while nothing has it: what had it was disabled or has gone with the step
 * before, and the keyboard would have to begin at the top of the window.
 */
export function useFocusWhenLost<T extends HTMLElement>(moment: unknown): RefObject<T | null> {
  const element = useRef<T>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the moment is what it waits for
  useEffect(() => {
    if (document.activeElement === document.body) element.current?.focus();
  }, [moment]);
  return element;
}
