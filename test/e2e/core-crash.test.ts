import { afterAll, beforeAll, expect, test } from 'vitest';
import { corePid, launchApp, type RunningApp, run, seen } from './harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

const passphrase = 'only for the test of a crash';
let running: RunningApp;
let pages: Pages;
beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
  await setUpSandbox(pages, passphrase);
  await pages.connections.open('Exam platform');
  await pages.try.fill({ tool_name: 'Before', oauth_consumer_key: 'quiz', oauth_consumer_secret: 'not a secret' });
  await pages.try.send.click();
  await seen(pages.try.verdict).toContainText('Conforms');
});
afterAll(() => running.close());

async function mainPid(): Promise<number> {
  return running.app.evaluate(() => process.pid);
}

test('the core is killed: a notice says so, and the window keeps what was typed', async () => {
  await pages.try.fill({ tool_name: 'Typed when it happened' });
  const [bookshelf] = (await run(running.window, 'connections.list', {})).filter(({ name }) => name === 'Bookshelf');
  await run(running.window, 'connections.delete', { id: bookshelf?.id ?? '' });
  const before = await corePid(await mainPid());
  process.kill(before, 'SIGKILL');
  const notice = pages.shell.notices.filter({ hasText: 'The core ended' });
  await seen(notice).toContainText('The core ended and was started again');
  await seen(notice).toContainText('SIGKILL');
  await seen(pages.try.field('tool_name')).toHaveValue('Typed when it happened');
  expect(await corePid(await mainPid())).not.toBe(before);
});

test('what was deleted before can still be brought back', async () => {
  await running.window.keyboard.press('Control+k');
  await pages.shell.runFromPalette('Undo the latest deletion');
  await expect
    .poll(async () => (await run(running.window, 'connections.list', {})).map(({ name }) => name))
    .toContain('Bookshelf');
});

test('the vault is locked again, and opens', async () => {
  await seen(pages.shell.vaultState).toHaveText('Vault locked');
  await pages.shell.vaultState.click();
  await pages.vault.unlockWith(passphrase);
  await seen(pages.shell.vaultState).toHaveText('Vault unlocked');
});

test('what was stored is there, and work goes on', async () => {
  await pages.shell.goTo('History');
  await seen(pages.history.row('Create a tool provider')).toContainText('Conforms');
  await pages.shell.goTo('Connections');
  await pages.connections.chooseOperation('List the tool providers');
  await pages.try.send.click();
  await seen(pages.try.verdict).toContainText('Conforms');
});

test('an exchange that was under way is marked as interrupted', async () => {
  await pages.shell.goTo('Sandbox');
  await pages.sandbox.setFault('Exam platform', 'Answer late');
  await pages.shell.goTo('Connections');
  await pages.try.send.click();
  await seen(pages.try.verdict).toContainText('Running');
  process.kill(await corePid(await mainPid()), 'SIGKILL');
  await seen(pages.try.verdict).toContainText('Interrupted');
});
