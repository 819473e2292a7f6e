import type { WindowKey } from '../../protocol/events.ts';
import type { ActionName } from './actions.tsx';
import type { Place } from './navigation/tabs.ts';

export type Command =
  | { do: 'action'; name: ActionName }
  | { do: 'palette' }
  | { do: 'help' }
  | { do: 'toggle-theme' }
  | { do: 'lock' }
  | { do: 'close-tab' }
  | { do: 'step-tab'; by: 1 | -1 }
  | { do: 'tab-number'; number: number }
  | { do: 'place'; place: Place };

/** Places in the order of the rail: Alt+1 is the first. */
export const placeOrder: readonly Place[] = ['connections', 'doctor', 'credentials', 'history', 'sandbox', 'settings'];

const withControl: Readonly<Record<string, Command>> = {
  enter: { do: 'action', name: 'send' },
  '.': { do: 'action', name: 'cancel-run' },
  k: { do: 'palette' },
  n: { do: 'action', name: 'new-connection' },
  p: { do: 'action', name: 'find-connection' },
  f: { do: 'action', name: 'find-field' },
  b: { do: 'action', name: 'toggle-sidebar' },
  w: { do: 'close-tab' },
  l: { do: 'lock' },
  ',': { do: 'place', place: 'settings' },
  pagedown: { do: 'step-tab', by: 1 },
  pageup: { do: 'step-tab', by: -1 },
};

const withControlShift: Readonly<Record<string, Command>> = {
  digit1: { do: 'action', name: 'result-signed' },
  digit2: { do: 'action', name: 'result-launch' },
  digit3: { do: 'action', name: 'result-response' },
  digit4: { do: 'action', name: 'result-verdict' },
  keym: { do: 'action', name: 'maximise-result' },
  keyl: { do: 'toggle-theme' },
};

/** What a key press asks for, or `null`. `typing` is true inside a text field, where plain characters are text. */
export function commandFor(press: WindowKey, typing: boolean): Command | null {
  const control = press.ctrlKey || press.metaKey;
  const key = press.key.toLowerCase();
  if (press.altKey && !control && !press.shiftKey) {
    const place = /^[1-9]$/.test(press.key) ? placeOrder[Number(press.key) - 1] : undefined;
    return place ? { do: 'place', place } : null;
  }
  if (press.altKey) return null;
  if (control && key === 'tab') return { do: 'step-tab', by: press.shiftKey ? -1 : 1 };
  if (control && press.shiftKey) return withControlShift[press.code.toLowerCase()] ?? null;
  if (control && /^[1-9]$/.test(press.key)) return { do: 'tab-number', number: Number(press.key) };
  if (control) return withControl[key] ?? null;
  return press.key === '?' && !typing ? { do: 'help' } : null;
}

/** The list shown in the shortcuts dialog: text key and keys, in groups. */
export const shortcutGroups = [
  {
    title: 'everywhere',
    rows: [
      { text: 'palette', keys: ['Ctrl', 'K'] },
      { text: 'findConnection', keys: ['Ctrl', 'P'] },
      { text: 'newConnection', keys: ['Ctrl', 'N'] },
      { text: 'sidebar', keys: ['Ctrl', 'B'] },
      { text: 'place', keys: ['Alt', '1 … 6'] },
      { text: 'lock', keys: ['Ctrl', 'L'] },
      { text: 'theme', keys: ['Ctrl', 'Shift', 'L'] },
      { text: 'settings', keys: ['Ctrl', ','] },
      { text: 'help', keys: ['?'] },
    ],
  },
  {
    title: 'tabs',
    rows: [
      { text: 'nextTab', keys: ['Ctrl', 'Tab'] },
      { text: 'previousTab', keys: ['Ctrl', 'Shift', 'Tab'] },
      { text: 'tabN', keys: ['Ctrl', '1 … 9'] },
      { text: 'closeTab', keys: ['Ctrl', 'W'] },
    ],
  },
  {
    title: 'try',
    rows: [
      { text: 'send', keys: ['Ctrl', 'Enter'] },
      { text: 'cancelRun', keys: ['Ctrl', '.'] },
      { text: 'findField', keys: ['Ctrl', 'F'] },
      { text: 'results', keys: ['Ctrl', 'Shift', '1 … 4'] },
      { text: 'maximise', keys: ['Ctrl', 'Shift', 'M'] },
      { text: 'leavePage', keys: ['F6'] },
    ],
  },
  {
    title: 'timeline',
    rows: [
      { text: 'hops', keys: ['↑', '↓'] },
      { text: 'firstLastHop', keys: ['Home', 'End'] },
      { text: 'openHop', keys: ['Enter'] },
      { text: 'zoom', keys: ['+', '−'] },
      { text: 'fit', keys: ['0'] },
      { text: 'pan', keys: ['←', '→'] },
    ],
  },
] as const;
