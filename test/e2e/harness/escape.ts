import type { Locator } from 'playwright';
import { seen } from './expect.ts';

/** Waits until the focus is in a dialog: one that floats takes it a moment after it is drawn, and hears no key before. */
export async function focusIn(dialog: Locator): Promise<void> {
  await seen.poll(() => dialog.evaluate((element) => element.matches(':focus-within'))).toBe(true);
}

/** Closes a dialog by Escape, as somebody does who sees the focus in it. */
export async function closeByEscape(dialog: Locator): Promise<void> {
  await focusIn(dialog);
  await dialog.page().keyboard.press('Escape');
  await seen(dialog).toBeHidden();
}
