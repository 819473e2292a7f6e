import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseToSave, launchApp, launchViewTexts, type RunningApp, run, seen, sentBy } from './harness/index.ts';
import { advantagePage } from './pages/advantage.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';
import { launchAsBar } from './pages/launch-as.ts';
import { storeSetup } from './pages/store-setup.ts';

let running: RunningApp;
let pages: Pages;
let setup: ReturnType<typeof storeSetup>;
beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
  setup = storeSetup(running.window);
  await setUpSandbox(pages, 'only for the test of the store');
  await pages.connections.open('Library store');
});
afterAll(() => running.close());

function viewShows(wanted: string): Promise<void> {
  return seen
    .poll(async () => (await launchViewTexts(running.app)).map(({ text }) => text).join('\n'), { timeout: 15_000 })
    .toContain(wanted);
}

function clipboard(): Promise<string> {
  return running.app.evaluate(({ clipboard: system }) => system.readText());
}

test('a launch into the store shows the user and the plan that LTI users get', async () => {
  const launchAs = launchAsBar(running.window);
  await launchAs.choosePlatform('Schoology');
  await launchAs.choosePerson(/^Ingrid/);
  await launchAs.fillIn();
  await pages.try.launch.click();
  await seen(pages.try.verdict).toContainText('Conforms');
  await viewShows('Welcome, Ingrid Instructor');
  await viewShows('plan “Campus”');
});

test('the LTI 1.3 the store promises takes a registration, and its key and secret are none', async () => {
  const operation = (name: RegExp) => pages.connections.sidebar.getByRole('button', { name });
  await operation(/Initiate a login \(LTI 1\.3\)$/).click();
  await seen(advantagePage(running.window).stepped).toBeVisible();
  await pages.try.launch.click();
  await seen(running.window.getByRole('alert').filter({ hasText: 'A credential of the kind' }).first()).toBeVisible();
  await operation(/Launch the store$/).click();
  await seen(pages.try.launch).toBeVisible();
});

test('what LTI users may read is switched while the store runs, and holds with the next launch', async () => {
  await pages.shell.goTo('Sandbox');
  const card = pages.sandbox.card('Library store');
  const access = card.getByRole('form', { name: 'What users who come by LTI may read' });
  await access.getByText('Everything', { exact: true }).click();
  await seen(access.getByRole('status')).toHaveText('Every publication, from the next launch on.');
  await access.getByText('A plan', { exact: true }).click();
  await access.getByLabel('Name of the plan').fill('Evening school');
  await access.getByRole('button', { name: 'Assign' }).click();
  await seen(access.getByRole('status')).toContainText('“Evening school”');
  await pages.shell.goTo('Connections');
  await pages.try.launch.click();
  await viewShows('plan “Evening school”');
  await run(running.window, 'sandbox.setStoreAccess', { access: { kind: 'full' } });
  await pages.try.launch.click();
  await viewShows('full access to all publications');
});

test('a field a preset or a person cleared stays cleared, though the connection has a variable for it', async () => {
  const launched = async () => {
    const { request } = await sentBy(running.window, () => pages.try.launch.click());
    await seen(pages.try.verdict).toContainText('Conforms');
    return new Map(request.fields);
  };
  expect((await launched()).get('context_title')).not.toBe('');
  await pages.try.form.getByRole('searchbox', { name: 'Filter the fields' }).fill('context_title');
  await pages.try.fill({ context_title: '' });
  expect((await launched()).has('context_title')).toBe(false);
});

test('the values for the institution are handed on in every form, without the secret', async () => {
  await pages.connections.show('Setup');
  await setup.field('Name of the store').fill('Campus Library');
  await setup.field('Consumer key').fill('riverside-college');
  await setup.section.getByRole('radio', { name: 'A plan' }).click();
  await setup.field('Name of the plan').fill('Campus');
  await seen(setup.preview).toContainText('riverside-college');
  await seen(setup.preview).toContainText('plan "Campus"');
  await seen(setup.preview).toContainText('sent to you separately');
  await setup.chooseFormat('Moodle');
  await seen(setup.preview).toContainText('Tool URL:');
  await setup.chooseFormat('LTI cartridge');
  await seen(setup.preview).toContainText('<blti:title>Campus Library</blti:title>');
  await setup.press('Copy');
  await seen.poll(clipboard).toContain('cartridge_basiclti_link');
});

test('what is handed on can be saved as a file, and a file that cannot be written says so', async () => {
  const cancelled = await chooseToSave(running, 'cancel');
  await setup.press('Save as a file…');
  await seen.poll(cancelled.suggested).toBe('lti-cartridge.xml');

  const saved = await chooseToSave(running);
  await setup.press('Save as a file…');
  await seen(running.window.getByRole('alert').filter({ hasText: 'lti-cartridge.xml saved' })).toContainText(
    running.userData,
  );
  expect(await readFile(saved.path('lti-cartridge.xml'), 'utf8')).toContain('<blti:title>Campus Library</blti:title>');
  await setup.chooseFormat('Moodle');
  await seen(setup.preview).toContainText('Tool URL:');
  await setup.press('Save as a file…');
  await seen(running.window.getByText('lti-moodle.txt saved')).toBeVisible();
  expect(await readFile(saved.path('lti-moodle.txt'), 'utf8')).toBe(await setup.text());

  await chooseToSave(running, { path: `${running.userData}/no-such-folder/lti.txt` });
  await setup.press('Save as a file…');
  await seen(running.window.getByText('no-such-folder/lti.txt could not be saved.')).toBeVisible();
});

test('a generated secret is strong, kept in the vault, and copied only when asked for', async () => {
  await setup.press('Generate a new one');
  await seen(setup.secret).toHaveText(/^[\w-]{43}$/);
  const secret = (await setup.secret.textContent()) ?? '';
  await setup.press('Copy the secret');
  await seen.poll(clipboard).toBe(secret);
  await setup.press('Keep key and secret in the vault');
  await seen(setup.section.getByText('In the vault, with the credential “Campus Library”.')).toBeVisible();
  await seen(setup.section).not.toContainText(secret);
  await setup.chooseFormat('Message');
  await setup.press('Copy with the secret');
  await seen.poll(clipboard).toContain(`Shared secret:  ${secret}`);
  await run(running.window, 'vault.setProtection', { clipboardSeconds: 1 });
  await setup.press('Copy with the secret');
  await seen.poll(clipboard).toBe('');
  await seen(setup.section).not.toContainText(secret);
  const [connection] = (await run(running.window, 'connections.list', {})).filter(
    ({ name }) => name === 'Library store',
  );
  const credentials = await run(running.window, 'credentials.list', {});
  expect(credentials.find(({ id }) => id === connection?.credentialId)).toMatchObject({
    publicParts: { consumerKey: 'riverside-college' },
    allowedHosts: [new URL(connection?.baseUrl ?? '').host],
  });
});

test('nothing went wrong behind the screens', () => {
  expect(running.trouble.errors).toEqual([]);
});
