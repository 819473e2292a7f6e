import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  chooseFolder,
  closeByEscape,
  launchApp,
  makeUserData,
  type RunningApp,
  run,
  seen,
} from '../e2e/harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from '../e2e/pages/index.ts';
import { whereaboutsPage } from '../e2e/pages/whereabouts.ts';

const passphrase = 'only for the test of where secrets live';
let userData = '';
let running: RunningApp;
let pages: Pages;
let whereabouts: ReturnType<typeof whereaboutsPage>;

async function start(): Promise<void> {
  running = await launchApp({ userData });
  pages = pagesOf(running.window);
  whereabouts = whereaboutsPage(running.window);
}
beforeAll(async () => {
  userData = await makeUserData();
  await start();
  await setUpSandbox(pages, passphrase);
});
afterAll(async () => {
  await running.close();
  await rm(userData, { recursive: true, force: true, maxRetries: 5 });
});

const home = () => join(userData, 'data');
const moved = () => join(userData, 'disk', 'data');
const connectionNames = async () => (await run(running.window, 'connections.list', {})).map(({ name }) => name);

test('one page says where secrets live, what opens them, and what becomes of them', async () => {
  await pages.shell.goTo('Settings');
  await whereabouts.open();
  await seen(whereabouts.title).toBeVisible();
  await seen(whereabouts.headings).toHaveText([
    'The data folder',
    'What opens the vault',
    'The system keychain',
    'What the command line reaches',
    'When it locks',
    'Backups with secrets',
    'Previous values',
    'More',
  ]);
  await seen(whereabouts.folder).toContainText(join(home(), 'countersign.db'));
  await seen(whereabouts.slots).toHaveCount(1);
  await seen(whereabouts.slots).toContainText('Passphrase');
  await seen(whereabouts.slots).toContainText('In the window and on the command line');
  await seen(whereabouts.part('What the command line reaches')).toContainText('It opens the vault with a passphrase');
  await seen(whereabouts.part('When it locks')).toContainText('When Countersign is closed');
  await running.app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { countersignOpened: opened });
    shell.openPath = async (path) => {
      opened.push(path);
      return '';
    };
  });
  await whereabouts.openFolder.click();
  await seen.poll(() => running.app.evaluate(() => Reflect.get(globalThis, 'countersignOpened'))).toEqual([home()]);
});

test('a secret that was changed is told with its previous value', async () => {
  await pages.shell.goTo('Credentials');
  await pages.credentials.select('Bookshelf (sandbox)');
  await pages.credentials.replaceSecret('Shared secret', 'another secret of the test');
  await pages.shell.goTo('Settings');
  await whereabouts.open();
  await seen(whereabouts.part('Previous values')).toContainText('Bookshelf (sandbox)');
});

test('the data moves to another folder, and the old copy goes when it is told to', async () => {
  const before = await connectionNames();
  await chooseFolder(running, join(home(), 'inside'));
  await whereabouts.chooseTarget.click();
  await whereabouts.move.click();
  await seen(whereabouts.moving).toContainText('lies inside the data folder');
  await whereabouts.cancel.click();
  await chooseFolder(running, moved());
  await whereabouts.chooseTarget.click();
  await seen(whereabouts.moving).toContainText(moved());
  await whereabouts.move.click();
  await whereabouts.moving.waitFor({ state: 'hidden' });
  await seen(whereabouts.folder).toContainText(join(moved(), 'countersign.db'));
  await seen(pages.shell.vaultState).toHaveText('Vault locked');
  expect(existsSync(join(home(), 'countersign.db'))).toBe(true);
  await whereabouts.removeOld();
  expect(existsSync(join(home(), 'countersign.db'))).toBe(false);
  expect(await connectionNames()).toEqual(before);
});

test('a folder that is not there is told, with what can be done', async () => {
  await running.close();
  await rename(join(userData, 'disk'), join(userData, 'other disk'));
  await start();
  await seen(pages.shell.notices.first()).toContainText('that folder is not there now');
  await whereabouts.trouble.home.click();
  await seen(whereabouts.trouble.homeDialog).toContainText('you start with nothing');
  await closeByEscape(whereabouts.trouble.homeDialog);
  await chooseFolder(running, join(userData, 'other disk', 'data'));
  await whereabouts.trouble.choose.click();
  await seen(pages.connections.title).toBeVisible();
  await seen.poll(connectionNames).toContain('Bookshelf');
  await pages.shell.vaultState.click();
  await pages.vault.unlockWith(passphrase);
  await seen(pages.shell.vaultState).toHaveText('Vault unlocked');
});
