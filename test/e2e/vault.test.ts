import { readFileSync } from 'node:fs';
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

const fixture = (name: string) => readFileSync(new URL(`../fixtures/tls/test-only-${name}`, import.meta.url), 'utf8');
const dayFromNow = (days: number) => {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
};
const consumer = 'Riverside consumer';

test('a credential of each kind is made, and the list says what needs care', async () => {
  const { credentials } = pages;
  const host = 'tool.example';
  await credentials.createAny({
    kind: 'OAuth consumer',
    name: consumer,
    fields: { 'Consumer key': 'riverside', 'Shared secret': 'the-first-shared-secret' },
    host,
    environment: 'Production',
    tags: ['college', 'pilot'],
    expires: dayFromNow(5),
    notes: 'Ask Ms Field for a new one.',
  });
  await credentials.createAny({
    kind: 'ProctorExam',
    name: 'Riverside exams',
    fields: { 'API token': 'an-exam-token', 'Secret key': 'an-exam-key' },
    host,
    expires: dayFromNow(-1),
  });
  await credentials.createAny({
    kind: 'LTI 1.3 registration',
    name: 'Riverside LMS',
    fields: { Issuer: 'https://lms.example', 'Client ID': 'client-1' },
    host,
  });
  await credentials.createAny({ kind: 'Bearer token', name: 'Copied', fields: { Token: 'the-first-shared-secret' } });
  await credentials.createAny({
    kind: 'User name and password',
    name: 'With a blank',
    fields: { 'User name': 'someone', Password: 'pasted-with-a-blank ' },
  });
  await credentials.createAny({
    kind: 'Client certificate',
    name: 'Riverside certificate',
    fields: { Certificate: fixture('other.cert.pem'), 'Private key': fixture('other.key.pem') },
  });

  await seen(credentials.row(consumer)).toContainText('Expires in 5 days');
  await seen(credentials.row(consumer)).toContainText('Duplicate of Copied');
  await seen(credentials.row(consumer)).toContainText('Production');
  await seen(credentials.row('Riverside exams')).toContainText('Expired');
  await seen(credentials.row('Copied')).toContainText(`Duplicate of ${consumer}`);
  await seen(credentials.row('With a blank')).toContainText('Stray characters');
  await seen(credentials.row('Riverside certificate')).toContainText('unused');
});

test('what needs care is found by one press, the rest by filter and search', async () => {
  const { credentials } = pages;
  const names = running.window.getByRole('list', { name: 'Credentials' }).getByRole('button');
  await credentials.needsCare.click();
  await seen(names).toHaveText([/^Copied/, /^Riverside consumer/, /^Riverside exams/, /^With a blank/]);
  await credentials.needsCare.click();

  await credentials.filter.click();
  await running.window.getByRole('combobox', { name: 'Tag' }).click();
  await running.window.getByRole('option', { name: 'pilot' }).click();
  await seen(names).toHaveText([/^Riverside consumer/]);
  await button('Show all').click();
  await running.window.keyboard.press('Escape');

  await credentials.search.fill('ms field');
  await seen(names).toHaveText([/^Riverside consumer/]);
  await credentials.search.fill('');
});

test('a new secret keeps the one before until it is taken back or the overlap is ended', async () => {
  const { credentials } = pages;
  await credentials.row(consumer).click();
  const detail = credentials.detail(consumer);
  await seen(detail.getByText('23 characters, at most')).toBeVisible();
  const log = running.window.getByRole('table', { name: 'Access log' });
  const change = async (secret: string) => {
    await credentials.newSecret.click();
    const dialog = credentials.newSecretDialog;
    await dialog.getByRole('button', { name: 'Change the secret' }).click();
    await seen(dialog.getByText('Enter the new secret first.')).toBeVisible();
    await dialog.getByLabel(/^Shared secret/).fill(secret);
    await dialog.getByRole('button', { name: 'Change the secret' }).click();
    await dialog.waitFor({ state: 'hidden' });
  };
  await change('the-second-shared-secret');
  await seen(credentials.row(consumer)).toContainText('In overlap');
  await seen(credentials.row(consumer)).not.toContainText('Duplicate');
  await seen(credentials.previous).toContainText('Shared secret');
  await seen(log).toContainText('rotate');

  await credentials.previous.getByRole('button', { name: 'Take the change back…' }).click();
  await button('Use the previous secret').click();
  await seen(credentials.previous).toBeHidden();
  await seen(log).toContainText('revert');
  await credentials.reveal('Shared secret').click();
  await seen(detail.getByText('the-first-shared-secret', { exact: true })).toBeVisible();

  await change('the-third-shared-secret');
  await credentials.previous.getByRole('button', { name: 'End the overlap…' }).click();
  await button('Remove previous secrets').click();
  await seen(credentials.previous).toBeHidden();
  await seen(log).toContainText('purge');
});

test('a new key of a registration leaves the one before to be published', async () => {
  const { credentials } = pages;
  await credentials.row('Riverside LMS').click();
  const detail = credentials.detail('Riverside LMS');
  await seen(detail.getByText('RSA, 2048 bits.')).toBeVisible();
  const kid = detail
    .locator('dt', { hasText: 'Key ID' })
    .locator('xpath=following-sibling::dd')
    .locator('span')
    .first();
  const before = (await kid.textContent()) ?? '';
  await credentials.newSecret.click();
  await credentials.newSecretDialog.getByRole('combobox', { name: 'Keep the previous one for' }).click();
  await running.window.getByRole('option', { name: 'Until I say so' }).click();
  await credentials.newSecretDialog.getByRole('button', { name: 'Change the secret' }).click();
  await seen(credentials.previous).toContainText(before);
  await seen(credentials.previous).toContainText('kept until you end it');
  await seen(kid).not.toHaveText(before);
});

test('a connection says that its credential ends, and the credential where it is used and was last', async () => {
  const { credentials, shell } = pages;
  await credentials.row('Bookshelf (sandbox)').click();
  await credentials.edit.click();
  await credentials.field('Expires').fill(dayFromNow(1));
  await credentials.chooseEnvironment('Production');
  await credentials.save.click();
  await seen(credentials.row('Bookshelf (sandbox)')).toContainText('Wrong environment');
  await seen(credentials.detail('Bookshelf (sandbox)')).toContainText('Not yet.');
  await shell.goTo('Connections');
  await seen(running.window.getByText('Credential: Expires in 1 day', { exact: true }).first()).toBeVisible();
  await pages.try.launch.click();
  await shell.goTo('Credentials');
  await seen(credentials.detail('Bookshelf (sandbox)')).toContainText(/launch “.+” · Bookshelf/);
});

test('nothing went wrong behind the screens', () => {
  expect(running.trouble.errors).toEqual([]);
});
