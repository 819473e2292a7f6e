import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeByEscape, launchApp, type RunningApp, seen } from './harness/index.ts';
import { abRunDialog, type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

let running: RunningApp;
let pages: Pages;
beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
  await setUpSandbox(pages, 'only for the test of A/B runs');
});
afterAll(() => running.close());

async function choose(behaviour: string): Promise<void> {
  await pages.try.field('behaviour').click();
  await running.window.getByRole('option', { name: behaviour, exact: true }).click();
}

/** Runs the form of the misbehaving tool three ways and waits for what follows from it. */
async function runThreeWays(behaviour: string) {
  await choose(behaviour);
  const dialog = abRunDialog(running.window);
  await dialog.start.click();
  await dialog.isOver();
  return dialog;
}

test('a cookie with SameSite=Lax: the frame is named, with the hop, the cookie and who has to change it', async () => {
  await pages.shell.goTo('Connections');
  await pages.connections.open('Misbehaving tool');
  const dialog = await runThreeWays('cookie-lax');
  await seen(dialog.conclusion).toContainText('goes well in a window of its own and fails in the frame');
  await seen(dialog.conclusion).toContainText('SameSite=Lax keeps it out of frames');
  await seen(dialog.conclusion).toContainText('The tool vendor must set');
  await seen(dialog.column('Window of its own')).toContainText('Ends on a page');
  await seen(dialog.column('Frame of another site')).toContainText('State not found');
  await seen(dialog.column('Frame of another site').getByText('First difference')).toBeVisible();
  await dialog.copy.click();
  const copied = await running.app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toContain('[NET-05]');
  await dialog.close();
});

test('SameSite=None and Secure: only without third-party cookies it fails, and Partitioned does not', async () => {
  const dialog = await runThreeWays('cookie-none-secure');
  await seen(dialog.conclusion).toContainText('fails in the frame without third-party cookies');
  await seen(dialog.conclusion).toContainText('third-party cookies are switched off');
  await seen(dialog.column('Frame of another site')).toContainText('Ends on a page');
  await seen(dialog.column('Frame, third-party cookies off')).toContainText('not stored');
  await dialog.close();
  const partitioned = await runThreeWays('cookie-partitioned');
  await seen(partitioned.conclusion).toContainText('The launch goes well in all three: no hop differs.');
  await partitioned.close();
});

test('a page that refuses frames: the header is named', async () => {
  const dialog = await runThreeWays('frame-deny');
  await seen(dialog.conclusion).toContainText('X-Frame-Options');
  await dialog.close();
});

test('a page without an error that reads differently is no success, and the history leads back to the run', async () => {
  await pages.shell.goTo('Connections');
  await pages.connections.open('Bookshelf');
  await pages.try.launch.waitFor();
  const dialog = abRunDialog(running.window);
  await dialog.start.click();
  await dialog.isOver();
  await seen(dialog.conclusion).toContainText('The last page does not read the same');
  await seen(dialog.conclusion).toContainText('the tool’s cookie bookshelf_session');
  await dialog.close();
  await pages.shell.goTo('History');
  await seen(pages.history.rows).toHaveCount(15);
  await pages.history.rows.first().click();
  await pages.history.detail.getByRole('button', { name: 'Compare the three ways' }).click();
  await seen(dialog.conclusion).toContainText('bookshelf_session');
  await dialog.close();
});

test('a host whose clock is ten minutes off: said before signing, with all clocks and what peers allow', async () => {
  await pages.shell.goTo('Sandbox');
  await pages.sandbox.setFault('Bookshelf', 'Have a wrong clock');
  await pages.shell.goTo('Connections');
  await pages.connections.openTab('Bookshelf');
  await pages.try.launch.click();
  const warning = running.window.getByRole('alert').filter({ hasText: 'The clock of 127.0.0.1' });
  await seen(warning).toContainText('this machine’s');
  await warning.getByRole('button', { name: 'Show all clocks' }).click();
  const clocks = running.window.getByRole('dialog', { name: 'Clocks' });
  await seen(clocks.getByRole('table', { name: 'Clocks' })).toContainText(/127\.0\.0\.1.*(ahead|behind)/);
  await seen(clocks.getByRole('table', { name: 'How far peers let a time be off' })).toContainText('oauthlib');
  await closeByEscape(clocks);
  await pages.shell.goTo('Sandbox');
  await pages.sandbox.clearFault('Bookshelf');
  await pages.shell.goTo('Connections');
  await pages.try.launch.click();
  await seen(warning).toHaveCount(0);
});
