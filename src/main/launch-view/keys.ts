import type { WindowKey } from '../../protocol/events.ts';

/** A key press over the embedded page, as Electron tells it before the page has it. */
export type ViewInput = {
  type: string;
  key: string;
  code: string;
  control: boolean;
  meta: boolean;
  shift: boolean;
  alt: boolean;
  isAutoRepeat: boolean;
};

/**
 * What the app does about a key pressed in a page: `focus`: nothing but lead the keyboard back to the app; `tell`: the window is
 * told of it. `taken` keys do not reach the page; `focus` leads the keyboard back, for keys after which one goes on in the app.
 */
export type KeyAnswer = { do: 'focus' } | { do: 'tell'; press: WindowKey; taken: boolean; focus: boolean };

/** The app's keys that work from inside of a page. Every other key is the page's own: people type in it. */
const withControlShift = new Set(['KeyM', 'Digit1', 'Digit2', 'Digit3', 'Digit4']);
const withControl = new Set(['k', 'l', '.']);

/** Which key of the app a press over the page is; `null` for all that is the page's own. */
export function appKey(input: ViewInput): KeyAnswer | null {
  if (input.type !== 'keyDown' || input.isAutoRepeat) return null;
  const { key, code, shift, alt } = input;
  const control = input.control || input.meta;
  const press: WindowKey = {
    key,
    code,
    ctrlKey: input.control,
    metaKey: input.meta,
    shiftKey: shift,
    altKey: alt,
  };
  // F6 moves between panes in browsers: the page may take every other key, this one always leads back.
  if (key === 'F6') return { do: 'focus' };
  // Pages close their own dialogs with it, so they have it too.
  if (key === 'Escape' && !control && !shift && !alt) return { do: 'tell', press, taken: false, focus: false };
  if (control && shift && !alt && withControlShift.has(code)) {
    return { do: 'tell', press, taken: true, focus: code !== 'KeyM' };
  }
  if (control && !shift && !alt && withControl.has(key.toLowerCase())) {
    return { do: 'tell', press, taken: true, focus: true };
  }
  if (alt && !control && !shift && /^Digit[1-6]$/.test(code)) return { do: 'tell', press, taken: true, focus: true };
  return null;
}
