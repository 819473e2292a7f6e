import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type RunningApp, seen } from './harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

const passphrase = 'only for the test of the vault';
let running: RunningApp;
let pages: Pages;
let recoveryKey = '';

beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
  await setUpSandbox(pages, passphrase);
});
afterAll(() => running.close());

const button = (name: string) => running.window.getByRole('button', { name, exact: true });

test('a recovery key is made, and shown once', async () => {
  await pages.shell.goTo('Settings');
  await button('Make a recovery key').click();
  await running.window.getByLabel('Name (for you to tell it apart)').fill('In the safe');
  await button('Add').click();
  const shown = running.window.getByLabel('Recovery key', { exact: true });
  await seen(shown).toHaveText(/^([0-9A-Z]{6}-){5}[0-9A-Z]{6}$/);
  recoveryKey = (await shown.textContent()) ?? '';
  await running.window.getByLabel('I have printed it or written it down').check();
  await button('Done').click();
  await seen(running.window.getByText('Recovery key: In the safe')).toBeVisible();
  expect(await running.window.content()).not.toContain(recoveryKey);
});

test('a copied secret passes the window by, and is gone from the clipboard once the screen locks', async () => {
  await pages.shell.goTo('Credentials');
  await pages.credentials.select('Bookshelf (sandbox)');
  await button('Copy Shared secret').click();
  await seen(running.window.getByText(/^Copied\. It is taken off the clipboard/)).toBeVisible();
  const clipboard = () => running.app.evaluate(({ clipboard }) => clipboard.readText());
  const secret = await clipboard();
  expect(secret.length).toBeGreaterThan(10);
  expect(await running.window.content()).not.toContain(secret);
  await seen(running.window.getByRole('table', { name: 'Access log' })).toContainText('copy');

  await running.app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
  await seen(pages.shell.vaultState).toHaveText('Vault locked');
  await expect.poll(clipboard).toBe('');
});

test('the recovery key opens the vault again, and the prompt says why it was locked', async () => {
  await pages.shell.vaultState.click();
  await seen(pages.vault.dialog).toContainText('It locked by itself with the screen.');
  await button('Use a recovery key').click();
  await pages.vault.dialog.getByLabel('Recovery key').fill(recoveryKey.toLowerCase());
  await pages.vault.dialog.getByRole('button', { name: 'Unlock', exact: true }).click();
  await seen(pages.shell.vaultState).toHaveText('Vault unlocked');
});

test('the data key is renewed, and what it protects still opens', async () => {
  await pages.shell.goTo('Settings');
  await button('Renew the data key').click();
  await seen(button('Renew the data key')).toBeEnabled();
  await pages.shell.goTo('Credentials');
  await pages.credentials.select('Bookshelf (sandbox)');
  await pages.credentials.reveal('Shared secret').click();
  await seen(running.window.getByRole('timer')).toBeVisible();
});

test('nothing went wrong behind the screens', () => {
  expect(running.trouble.errors).toEqual([]);
});
