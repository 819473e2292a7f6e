import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, makeUserData, type RunningApp, seen } from './harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

const passphrase = 'only for the test of restarts';
let userData = '';
let running: RunningApp;
let pages: Pages;

async function start(): Promise<void> {
  running = await launchApp({ userData });
  pages = pagesOf(running.window);
}

beforeAll(async () => {
  userData = await makeUserData();
  await start();
  await setUpSandbox(pages, passphrase);
  await pages.connections.open('Bookshelf');
  await pages.try.launch.click();
  await seen(pages.try.verdict).toContainText('Conforms');
  await seen(pages.try.verdict).toContainText('3 hops');
  await pages.connections.open('Exam platform');
  await pages.try.fill({ tool_name: 'Zebra quiz', oauth_consumer_key: 'quiz', oauth_consumer_secret: 'not a secret' });
  await pages.try.send.click();
  await seen(pages.try.verdict).toContainText('Conforms');
  await pages.try.fill({ tool_name: 'Typed as it closed' });
  await running.close();
  await start();
});
afterAll(async () => {
  await running.close();
  await rm(userData, { recursive: true, force: true, maxRetries: 5 });
});

test('after a restart the vault is locked, and so is what needs it', async () => {
  await seen(pages.shell.vaultState).toHaveText('Vault locked');
  await seen(pages.connections.title).toHaveText('Exam platform');
  await seen(pages.try.locked).toBeVisible();
  await seen(pages.try.field('tool_name')).toHaveValue('Typed as it closed');
});

test('the history finds what was sent by its words, the vault still locked', async () => {
  await pages.shell.goTo('History');
  await seen(pages.history.rows).toHaveCount(2);
  await pages.history.search.fill('zebra');
  await seen(pages.history.rows).toHaveCount(1);
  await seen(pages.history.rows).toContainText('Create a tool provider');
  await seen(pages.history.rows).toContainText('200');
  await pages.history.rows.click();
  await seen(pages.history.detail).toContainText('Conforms');
  await pages.history.showPart('Signed request');
  await seen(pages.history.detail).toContainText('Zebra quiz');
});

test('the history finds a launch by a word of the page it ended on, with its hops', async () => {
  await pages.history.search.fill('reader-4711');
  await seen(pages.history.row('Create a tool provider')).toHaveCount(0);
  await seen(pages.history.rows).toHaveCount(1);
  await pages.history.rows.click();
  await pages.history.showPart('Timeline');
  await expect.poll(() => pages.launch.summaries()).toEqual(['POST 302', 'GET 302', 'GET 200']);
  await pages.history.search.fill('no such words anywhere');
  await seen(pages.history.nothing).toBeVisible();
  await pages.history.search.fill('');
  await seen(pages.history.rows).toHaveCount(2);
});

test('a wrong passphrase is refused in words and forgotten', async () => {
  await pages.shell.vaultState.click();
  await pages.vault.unlockWith('not the passphrase at all');
  await seen(pages.vault.dialog).toContainText('That passphrase does not open the vault.');
  await seen(pages.vault.passphrase).toHaveValue('');
  await seen(pages.shell.vaultState).toHaveText('Vault locked');
});

test('the right one opens it, and the sandbox answers again at its old address', async () => {
  await pages.vault.unlockWith(passphrase);
  await seen(pages.vault.dialog).toBeHidden();
  await seen(pages.shell.vaultState).toHaveText('Vault unlocked');
  await pages.shell.goTo('Connections');
  await pages.connections.chooseOperation('List the tool providers');
  await pages.try.send.click();
  await seen(pages.try.verdict).toContainText('Conforms');
});

test('an exchange of before is opened and edited', async () => {
  await pages.shell.goTo('History');
  await pages.history.search.fill('zebra');
  await seen(pages.history.rows).toHaveCount(1);
  await pages.history.rows.click();
  await pages.history.detail.getByRole('button', { name: 'Open and edit' }).click();
  await seen(pages.try.field('tool_name')).toHaveValue('Zebra quiz');
  await seen(pages.try.field('oauth_consumer_secret')).toHaveValue('');
});

test('nothing went wrong behind the screens', () => {
  expect(running.trouble.errors).toEqual([]);
});
