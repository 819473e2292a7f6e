import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeByEscape, focusIn, launchApp, type RunningApp, seen } from './harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

let running: RunningApp;
let pages: Pages;
beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
  await setUpSandbox(pages, 'only for the test of the keyboard');
});
afterAll(() => running.close());

const press = (keys: string) => running.window.keyboard.press(keys);

test.each([
  ['Alt+2', 'Doctor'],
  ['Alt+3', 'Credentials'],
  ['Alt+4', 'History'],
  ['Alt+5', 'Sandbox'],
  ['Alt+6', 'Settings'],
  ['Alt+1', 'Connections'],
] as const)('%s goes to %s', async (keys, place) => {
  await press(keys);
  await seen(pages.shell.place(place)).toHaveAttribute('aria-current', 'page');
});

test('the palette opens an operation by its name', async () => {
  await press('Control+k');
  await seen(pages.shell.paletteSearch).toBeFocused();
  await pages.shell.runFromPalette('create a tool provider');
  await seen(pages.connections.title).toHaveText('Exam platform');
  await seen(pages.try.form).toHaveAccessibleName('Form for Create a tool provider');
});

test('Escape closes the palette, and it finds nothing for nonsense', async () => {
  await press('Control+k');
  await pages.shell.paletteSearch.fill('qqqq');
  await seen(running.window.getByText('Nothing matches')).toBeVisible();
  await press('Escape');
  await seen(pages.shell.paletteSearch).toBeHidden();
});

test('a form is filled in and sent without the mouse', async () => {
  await pages.try.field('tool_name').focus();
  await running.window.keyboard.type('Typed by hand');
  for (const words of ['quiz-key', 'not-a-secret']) {
    await tabUntil(words === 'quiz-key' ? 'oauth_consumer_key' : 'oauth_consumer_secret');
    await running.window.keyboard.type(words);
  }
  await seen(pages.try.send).toBeEnabled();
  await press('Control+Enter');
  await seen(pages.try.verdict).toContainText('Conforms');
  await press('Control+Shift+Digit4');
  await seen(pages.try.result.getByRole('tab', { name: 'Verdict' })).toHaveAttribute('aria-selected', 'true');
  await press('Control+Shift+Digit1');
  await seen(pages.try.result.getByRole('tab', { name: 'Signed request' })).toHaveAttribute('aria-selected', 'true');
});

/** Moves on with Tab until the field has the focus; a field that cannot be reached so is a failure. */
async function tabUntil(field: string): Promise<void> {
  for (let step = 0; step < 12; step += 1) {
    await press('Tab');
    if (await pages.try.field(field).evaluate((element) => element.matches(':focus'))) return;
  }
  throw new Error(`Tab does not lead to ${field}.`);
}

test('Ctrl+Enter with a form that breaks the contract asks first, and Enter confirms', async () => {
  await pages.try.field('tool_name').focus();
  await press('Control+a');
  await press('Delete');
  await seen(pages.try.anyway).toBeVisible();
  await press('Control+Enter');
  await focusIn(pages.try.anywayDialog);
  await press('Enter');
  await seen(pages.try.verdict).toContainText('422');
});

test('the focus is on the button again once what it sent is answered', async () => {
  await pages.try.field('tool_name').fill('Sent by its button');
  await pages.try.send.focus();
  await press('Enter');
  await seen(pages.try.verdict).toContainText('Conforms');
  await seen(pages.try.send).toBeFocused();
  await pages.try.fill({ tool_name: '' });
  await seen(pages.try.anyway).toBeVisible();
  await pages.try.confirmAnyway();
  await seen(pages.try.verdict).toContainText('422');
});

test('Ctrl+Enter right after the last key sends the form as it is now', async () => {
  await seen(pages.try.verdict).toContainText('422');
  await seen(pages.try.anyway).toBeVisible();
  await pages.try.field('tool_name').fill('Typed fast');
  await press('Control+Enter');
  await seen(pages.try.verdict).toContainText('Conforms');
  await seen(pages.try.anywayDialog).toHaveCount(0);
});

test('Ctrl+Enter right after the form was broken asks first', async () => {
  await seen(pages.try.send).toBeVisible();
  await pages.try.field('tool_name').fill('');
  await press('Control+Enter');
  await closeByEscape(pages.try.anywayDialog);
  await seen(pages.try.verdict).toContainText('Conforms');
});

test('tabs are stepped through and closed', async () => {
  await press('Control+1');
  await seen(pages.connections.title).toHaveText('Bookshelf');
  await press('Control+PageDown');
  await seen(pages.connections.title).toHaveText('Exam platform');
  await press('Control+w');
  await seen(pages.connections.tabs.getByRole('button', { name: 'Close Exam platform' })).toHaveCount(0);
  await seen(pages.connections.title).toHaveText('Bookshelf');
});

test('Ctrl+L locks the vault, and ? lists the keys', async () => {
  await press('Control+l');
  await seen(pages.shell.vaultState).toHaveText('Vault locked');
  await pages.shell.place('Connections').focus();
  await press('?');
  await seen(pages.shell.help).toContainText('Send or launch the form');
  await closeByEscape(pages.shell.help);
});

test('Ctrl+Shift+L switches between light and dark', async () => {
  const theme = () => running.window.locator('html').getAttribute('data-mantine-color-scheme');
  const before = await theme();
  await press('Control+Shift+KeyL');
  await seen.poll(theme).not.toBe(before);
});

test('nothing went wrong behind the screens', () => {
  expect(running.trouble.errors).toEqual([]);
});
