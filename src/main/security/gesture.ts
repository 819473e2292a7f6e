/** How long a press of a key or button counts as the reason for what the window asks next, in milliseconds. */
export const gestureMs = 5_000;

/** Kinds of `input-event` a person makes on purpose; moving the mouse over the window is none. */
const deliberate: ReadonlySet<string> = new Set([
  'mouseDown',
  'mouseUp',
  'rawKeyDown',
  'keyDown',
  'keyUp',
  'char',
  'touchStart',
  'touchEnd',
  'gestureTap',
]);

/** When a person last did something in the window, as the browser process saw it: a page cannot pretend. */
export type Gestures = { saw(inputType: string): void; isRecent(): boolean };

export function createGestures(now: () => number): Gestures {
  let last = Number.NEGATIVE_INFINITY;
  return {
    saw: (inputType) => {
      if (deliberate.has(inputType)) last = now();
    },
    isRecent: () => now() - last <= gestureMs,
  };
}
