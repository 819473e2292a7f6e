import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, launchApp, type RunningApp, run, seen } from '../e2e/harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from '../e2e/pages/index.ts';

const secret = 'a-secret-that-stands-nowhere-else';
const name = 'Watched';
let running: RunningApp;
let pages: Pages;
let id: string;

beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
  await setUpSandbox(pages, 'only for the test of secrets');
  ({ id } = await run(running.window, 'credentials.create', {
    draft: { kind: 'oauth-consumer', name, consumerKey: 'watched', secret, allowedHosts: [] },
  }));
  await pages.shell.goTo('Credentials');
  await pages.credentials.select(name);
});
afterAll(() => running.close());

const log = () => run(running.window, 'vault.log', { limit: 50, credentialId: id });
const clipboard = () => running.app.evaluate(({ clipboard }) => clipboard.readText());
const copy = async () => {
  await running.window.getByRole('button', { name: 'Copy Shared secret', exact: true }).click();
  await expect.poll(clipboard).toBe(secret);
};

test('reveal needs a gesture, expires and is logged', async () => {
  // The presses that led here count for a while.
  const reveal = () => ask(running.window, 'command', 'credentials.reveal', { id, part: 'secret' });
  const refused = { ok: false, problem: { code: 'vault.needs-gesture' } };
  await expect.poll(reveal, { timeout: 15_000, interval: 500 }).toMatchObject(refused);
  expect(await ask(running.window, 'host', 'host.copySecret', { credentialId: id, part: 'secret' })).toMatchObject(
    refused,
  );
  const before = await log();

  await pages.credentials.reveal('Shared secret').click();
  const shown = pages.credentials.detail(name).getByText(secret, { exact: true });
  await seen(shown).toBeVisible();
  const entries = await log();
  expect(entries).toHaveLength(before.length + 1);
  expect(entries[0]).toMatchObject({ credentialName: name, part: 'secret', action: 'reveal', actor: 'window' });
  expect(entries[0]?.user).not.toBe('');
  expect(JSON.stringify(entries)).not.toContain(secret);

  await running.window.evaluate(`(() => { const now = Date.now; Date.now = () => now() + 31_000; })()`);
  await seen(shown).toBeHidden();
  expect(await running.window.content()).not.toContain(secret);
});

test('the clipboard is cleared if it still holds the copied secret', async () => {
  await run(running.window, 'vault.setProtection', { clipboardSeconds: 1 });
  await copy();
  await expect.poll(clipboard, { timeout: 10_000 }).toBe('');
  expect((await log())[0]).toMatchObject({ action: 'copy', part: 'secret' });

  await copy();
  await running.app.evaluate(({ clipboard }) => clipboard.writeText('copied by the person since'));
  await running.app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
  await seen(pages.shell.vaultState).toHaveText('Vault locked');
  expect(await clipboard()).toBe('copied by the person since');
});
