import { describe, expect, it } from 'vitest';
import type { WindowKey } from '../../protocol/events.ts';
import { commandFor } from './keyboard.ts';

function press(key: string, modifiers: Partial<WindowKey> = {}): WindowKey {
  return { key, code: key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...modifiers };
}

describe('commandFor', () => {
  it('sends from inside a field', () => {
    expect(commandFor(press('Enter', { ctrlKey: true }), true)).toEqual({ do: 'action', name: 'send' });
  });

  it('takes the command key of a Mac for Control', () => {
    expect(commandFor(press('k', { metaKey: true }), false)).toEqual({ do: 'palette' });
  });

  it('steps through tabs both ways and goes to one by number', () => {
    expect(commandFor(press('Tab', { ctrlKey: true }), true)).toEqual({ do: 'step-tab', by: 1 });
    expect(commandFor(press('Tab', { ctrlKey: true, shiftKey: true }), true)).toEqual({ do: 'step-tab', by: -1 });
    expect(commandFor(press('3', { ctrlKey: true }), true)).toEqual({ do: 'tab-number', number: 3 });
  });

  it('knows digits by their place on the keyboard, whatever Shift makes of them', () => {
    expect(commandFor(press('!', { code: 'Digit1', ctrlKey: true, shiftKey: true }), false)).toEqual({
      do: 'action',
      name: 'result-signed',
    });
  });

  it('maximises the result from anywhere, a field included', () => {
    const keys = press('M', { code: 'KeyM', ctrlKey: true, shiftKey: true });
    expect(commandFor(keys, true)).toEqual({ do: 'action', name: 'maximise-result' });
  });

  it('leaves a question mark to the text it is typed into', () => {
    expect(commandFor(press('?', { shiftKey: true }), true)).toBeNull();
    expect(commandFor(press('?', { shiftKey: true }), false)).toEqual({ do: 'help' });
  });

  it('leaves plain keys and AltGr combinations alone', () => {
    expect(commandFor(press('k'), false)).toBeNull();
    expect(commandFor(press('@', { ctrlKey: true, altKey: true }), true)).toBeNull();
  });
});
