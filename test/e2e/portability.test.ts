import { readFile, rm, stat } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseToOpen, chooseToSave, launchApp, type RunningApp, run, seen } from './harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';
import { portabilityPage } from './pages/portability.ts';

const vaultPassphrase = 'only for the test of files';
const passphrase = 'a passphrase for the file alone';
const secret = 'not a real secret of Acme';

let first: RunningApp;
let pages: Pages;
let files: ReturnType<typeof portabilityPage>;
/** Texts of the files the first workspace has written, by name. */
const written = new Map<string, string>();
let second: RunningApp | null = null;

const acme = {
  kind: 'oauth-consumer' as const,
  name: 'Acme',
  allowedHosts: ['tool.example'],
  consumerKey: 'acme',
  secret,
};

beforeAll(async () => {
  first = await launchApp();
  pages = pagesOf(first.window);
  files = portabilityPage(first.window);
  await setUpSandbox(pages, vaultPassphrase);
  const { id } = await run(first.window, 'credentials.create', { draft: acme });
  const draft = { contractId: 'vitalsource-launch', baseUrl: 'https://tool.example', credentialId: id };
  await run(first.window, 'connections.create', {
    draft: { ...draft, name: 'Acme books', environment: 'test', notes: 'Ask Ada' },
  });
});
afterAll(async () => {
  await first.close();
  await second?.close();
});

/** What the app saved when the step ended, under the name it suggested. */
async function saved(step: () => Promise<void>): Promise<{ name: string; path: string; text: string }> {
  const dialog = await chooseToSave(first);
  await step();
  await expect.poll(dialog.suggested, { timeout: 20_000 }).not.toBeNull();
  const name = (await dialog.suggested()) ?? '';
  const path = dialog.path(name);
  await expect.poll(() => stat(path).then(({ size }) => size > 0)).toBe(true);
  const text = await readFile(path, 'utf8');
  written.set(name, text);
  return { name, path, text };
}

test('credentials are saved encrypted, with the connections', async () => {
  await pages.shell.goTo('Credentials');
  await files.choose('Export credentials…');
  await seen(files.button('Save the file…')).toBeDisabled();
  await seen(files.toExport.last()).not.toBeInViewport({ ratio: 0.9 });
  await files.newPassphrase(passphrase);
  const { name, text } = await saved(() => files.button('Save the file…').click());
  expect(name).toBe('credentials.countersign-vault');
  expect(text).toMatch(/^\{"format":"countersign-vault","version":1,/);
  expect(text).not.toContain(secret);
  await seen(files.dialog).toBeHidden();
});

test('in clear only for words that are typed, into a file for this user alone, with advice', async () => {
  await files.choose('Export credentials…');
  await files.dialog.getByText('In clear (CSV)', { exact: true }).click();
  const save = files.button('Write secrets in clear…');
  await seen(save).toBeDisabled();
  const words = files.dialog.locator('code');
  await seen(words).toHaveText(/^export \d+ secrets in clear$/);
  const phrase = (await words.textContent()) ?? '';
  await files.dialog.getByLabel('To go on, type these words').fill(phrase);
  const { path, text } = await saved(() => save.click());
  expect(text).toContain(secret);
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  await seen(files.dialog).toContainText('Delete it as soon as it has been used');
  await seen(files.dialog.getByRole('checkbox')).toHaveCount(0);
  await seen(files.close).toBeFocused();
  expect(await first.window.content()).not.toContain(secret);
  await files.close.click();
  const log = await run(first.window, 'vault.log', { limit: 100 });
  expect(new Set(log.map(({ action }) => action))).toEqual(new Set(['export', 'export-clear']));
});

test('a connection is handed on without and with its credential', async () => {
  await pages.shell.goTo('Connections');
  await pages.connections.home.click();
  await first.window.getByRole('button', { name: 'Actions for Acme books' }).click();
  await first.window.getByRole('menuitem', { name: 'Hand on…' }).click();
  const plain = await saved(() => files.button('Save the file…').click());
  expect(plain.name).toBe('Acme books.countersign-connection');
  expect(JSON.parse(plain.text)).toMatchObject({ connections: [{ name: 'Acme books', notes: 'Ask Ada' }] });
  expect(plain.text).not.toContain(secret);
  written.set('plain', plain.text);
  // The next has the same name, and is to be waited for.
  await rm(plain.path);
  await seen(files.dialog).toBeHidden();

  await pages.connections.openFromHome('Acme books');
  await pages.connections.show('Setup');
  await first.window.getByRole('button', { name: 'Hand on…' }).click();
  await files.dialog.getByLabel(/^With the credential/).check();
  await files.newPassphrase(passphrase);
  const sealed = await saved(() => files.button('Save the file…').click());
  expect(sealed.text).not.toContain('Acme books');
  written.set('sealed', sealed.text);
});

test('in another workspace the file opens with its passphrase alone, and comes in whole or is taken back', async () => {
  await first.close();
  second = await launchApp();
  const { window } = second;
  pages = pagesOf(window);
  files = portabilityPage(window);
  await pages.welcome.createVaultWith(vaultPassphrase);
  await pages.shell.goTo('Credentials');
  await chooseToOpen(second, 'keys.countersign-vault', written.get('credentials.countersign-vault') ?? '');
  await files.choose('Import a file…');
  await files.openWith('another passphrase');
  await seen(files.dialog).toContainText('That passphrase does not open the file.');
  await files.openWith(passphrase);
  await seen(files.list).toContainText('Acme');
  expect(await run(window, 'credentials.list', {})).toEqual([]);
  await files.button(/^Import \d+$/).click();
  await seen(files.dialog).toContainText(/Imported: \d+ added, 0 replaced, 0 left/);
  await files.button('Take it back').click();
  await seen(files.dialog).toContainText('The import was taken back.');
  expect(await run(window, 'credentials.list', {})).toEqual([]);
  await files.close.click();
});

test('a connection without its credential asks for one; with it, it brings it along', async () => {
  if (second === null) throw new Error('There is no second workspace.');
  await pages.shell.goTo('Connections');
  const mine = await run(second.window, 'credentials.create', { draft: { ...acme, name: 'Mine', secret: 'my own' } });
  await chooseToOpen(second, 'a.countersign-connection', written.get('plain') ?? '');
  await second.window.getByRole('button', { name: 'Import connections…' }).click();
  await seen(files.list).toContainText('It comes without its credential, “Acme”');
  await files.dialog.getByRole('combobox', { name: 'Credential' }).click();
  await second.window.getByRole('option', { name: 'Mine' }).click();
  await files.button('Import one').click();
  await seen(files.dialog).toContainText('Imported: 1 added');
  await files.close.click();
  expect(await run(second.window, 'connections.list', {})).toMatchObject([
    { name: 'Acme books', credentialId: mine.id, notes: 'Ask Ada' },
  ]);

  await chooseToOpen(second, 'b.countersign-connection', written.get('sealed') ?? '');
  await files.choose('Import connections…');
  await files.openWith(passphrase);
  await seen(files.list).toContainText('the same is here');
  await files.actionFor('Acme books').selectOption('Keep both');
  await files.button('Import 2').click();
  await seen(files.dialog).toContainText('Acme books (2)');
  await files.close.click();
});

test('a table shows what each row becomes, never a secret, and what is chosen is imported', async () => {
  if (second === null) throw new Error('There is no second workspace.');
  await pages.shell.goTo('Credentials');
  const table = `Schule;Key;Geheimnis\nSch\u00fcle;k1;${secret}\nAcme;k2; spaced \nNothing;k3;\n`;
  await chooseToOpen(second, 'keys.csv', Buffer.from(table, 'latin1'));
  await files.choose('Import a table (CSV)…');
  await seen(files.dialog).toContainText('It is read as Latin-1');
  await files.dialog.getByRole('combobox', { name: 'What Schule becomes' }).selectOption('Name');
  await files.dialog.getByRole('combobox', { name: 'What Geheimnis becomes' }).selectOption('Shared secret');
  await seen(files.rows).toContainText('Schüle');
  await seen(files.rows).toContainText(`${secret.length} characters`);
  await seen(files.rows).toContainText('Column 3: Shared secret has blanks at an end');
  await seen(files.dialog).toContainText('3 rows · one cannot be imported');
  await files.dialog.getByLabel('Take out stray blanks and invisible characters').check();
  await seen(files.rows).not.toContainText('blanks at an end');
  expect(await second.window.content()).not.toContain(secret);
  await seen(files.rows).toContainText('“Acme” is here with the same key');
  await seen(files.rows).toContainText('Shared secret is not right: must not be empty');
  for (const name of ['Schüle', 'Acme']) await files.actionFor(name).selectOption('Keep both');
  await files.button('Import 2').click();
  await seen(files.dialog).toContainText('keys.csv still holds the secrets in clear. Delete it');
  await files.close.click();
  const names = (await run(second.window, 'credentials.list', {})).map(({ name }) => name);
  expect(names.toSorted()).toEqual(['Acme', 'Acme (2)', 'Mine', 'Schüle']);
});

test('nothing went wrong behind the screens', () => {
  expect([first, second].flatMap((running) => running?.trouble.errors ?? [])).toEqual([]);
});
