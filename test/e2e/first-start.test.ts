import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type RunningApp, seen } from './harness/index.ts';
import { type Pages, pagesOf } from './pages/index.ts';

let running: RunningApp;
let pages: Pages;
beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
});
afterAll(() => running.close());

const passphrase = 'only for the test of the first start';

test('the first screen offers to protect the keys, and the sandbox has to wait for that', async () => {
  await seen(pages.welcome.title).toHaveText('Test launches and signed requests before your customers do');
  await seen(pages.welcome.setUp).toBeDisabled();
  await seen(pages.shell.vaultState).toHaveText('No vault');
});

test('a vault needs a long passphrase, typed alike twice', async () => {
  const { passphrase: first, repeat, createVault, protect } = pages.welcome;
  await first.fill('too short');
  await repeat.fill('too short');
  await seen(protect.getByRole('status')).toHaveText('3 more characters');
  await seen(createVault).toBeDisabled();
  await first.fill(passphrase);
  await repeat.fill('only for another test');
  await seen(protect.getByText('The two passphrases differ.')).toBeVisible();
  await seen(createVault).toBeDisabled();
});

test('the vault is created and open, and what was typed is gone', async () => {
  await pages.welcome.createVaultWith(passphrase);
  await seen(pages.shell.vaultState).toHaveText('Vault unlocked');
  await seen(pages.welcome.passphrase).toHaveCount(0);
  await seen(pages.welcome.setUp).toBeEnabled();
});

test('the sandbox workspace opens with its six connections and the tour', async () => {
  await pages.welcome.setUp.click();
  await seen(pages.connections.title).toHaveText('Bookshelf');
  for (const name of [
    'Exam platform',
    'Bookshelf',
    'Library store',
    'Library store (LTI 1.3)',
    'Misbehaving tool',
    'Bookshelf, wrong secret',
  ]) {
    await seen(pages.connections.row(name)).toBeVisible();
  }
  await seen(pages.try.tour.getByRole('listitem')).toHaveCount(3);
});

test('the tour follows the person and goes for good when dismissed', async () => {
  const { tour, fill } = pages.try;
  const current = tour.locator('[aria-current="step"]');
  await pages.connections.open('Exam platform');
  await seen(current).toContainText('Fill in the form');
  await fill({ tool_name: 'Quiz tool', oauth_consumer_key: 'quiz', oauth_consumer_secret: 'not a secret' });
  await seen(current).toContainText('the request as it will be signed');
  await tour.getByRole('button', { name: 'Got it' }).click();
  await seen(tour).toHaveCount(0);
  await running.window.reload();
  await seen(pages.connections.title).toBeVisible();
  await seen(tour).toHaveCount(0);
});

test('nothing went wrong behind the screens', () => {
  expect(running.trouble.errors).toEqual([]);
});
