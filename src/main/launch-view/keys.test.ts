import { expect, test } from 'vitest';
import { appKey, type ViewInput } from './keys.ts';

function input(part: Partial<ViewInput>): ViewInput {
  const none = { control: false, meta: false, shift: false, alt: false, isAutoRepeat: false };
  return { type: 'keyDown', key: '', code: '', ...none, ...part };
}

test('Escape is told to the window, and stays the page’s own', () => {
  expect(appKey(input({ key: 'Escape', code: 'Escape' }))).toMatchObject({ do: 'tell', taken: false, focus: false });
});

test('the size of the result changes without the page losing the keyboard', () => {
  expect(appKey(input({ key: 'M', code: 'KeyM', control: true, shift: true }))).toEqual({
    do: 'tell',
    press: { key: 'M', code: 'KeyM', ctrlKey: true, metaKey: false, shiftKey: true, altKey: false },
    taken: true,
    focus: false,
  });
});

test.each([
  ['the palette', { key: 'k', code: 'KeyK', control: true }],
  ['the palette on a Mac', { key: 'k', code: 'KeyK', meta: true }],
  ['cancelling', { key: '.', code: 'Period', control: true }],
  ['locking', { key: 'l', code: 'KeyL', control: true }],
  ['a part of the result', { key: '!', code: 'Digit1', control: true, shift: true }],
  ['a place', { key: '2', code: 'Digit2', alt: true }],
])('%s is taken from the page, and the keyboard goes with it', (_what, part) => {
  expect(appKey(input(part))).toMatchObject({ do: 'tell', taken: true, focus: true });
});

test('F6 leads back to the app', () => {
  expect(appKey(input({ key: 'F6', code: 'F6' }))).toEqual({ do: 'focus' });
});

test.each([
  ['typing', { key: 'm', code: 'KeyM' }],
  ['copying', { key: 'c', code: 'KeyC', control: true }],
  ['Enter', { key: 'Enter', code: 'Enter' }],
  ['an arrow', { key: 'ArrowDown', code: 'ArrowDown' }],
  ['the release of a key', { type: 'keyUp', key: 'Escape', code: 'Escape' }],
  ['a key held down', { key: 'k', code: 'KeyK', control: true, isAutoRepeat: true }],
  ['a character typed with AltGr', { key: '²', code: 'Digit2', control: true, alt: true }],
])('%s is the page’s own', (_what, part) => {
  expect(appKey(input(part))).toBeNull();
});
