import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, makeUserData, type RunningApp, run, seen } from './harness/index.ts';
import { backupsPage } from './pages/backups.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

let userData = '';
let running: RunningApp;
let pages: Pages;
let backups: ReturnType<typeof backupsPage>;

async function start(): Promise<void> {
  running = await launchApp({ userData });
  pages = pagesOf(running.window);
  backups = backupsPage(running.window);
}
beforeAll(async () => {
  userData = await makeUserData();
  await start();
  await setUpSandbox(pages, 'only for the test of backups');
});
afterAll(async () => {
  await running.close();
  await rm(userData, { recursive: true, force: true, maxRetries: 5 });
});

const wrongSecret = 'Bookshelf, wrong secret';

/** Its line in the list of all connections. */
const row = () => pages.connections.overview.getByRole('button', { name: wrongSecret, exact: true });

async function deleteConnection(name: string): Promise<void> {
  await pages.shell.goTo('Connections');
  await pages.connections.home.click();
  await running.window.getByRole('button', { name: `Actions for ${name}` }).click();
  await running.window.getByRole('menuitem', { name: 'Delete' }).click();
  await running.window.getByRole('button', { name: 'Delete connection' }).click();
  await seen(row()).toHaveCount(0);
}

/** Whether two boxes share a point. */
function meet(a: Box | null, b: Box | null): boolean {
  if (a === null || b === null) throw new Error('one of them is not in the window');
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
type Box = { x: number; y: number; width: number; height: number };

const sizes: readonly (readonly [width: number, height: number])[] = [
  [900, 600],
  [1360, 860],
];

test.each(sizes)(
  'in a window of %i × %i the notice of a deletion covers neither the rail nor a launch',
  async (...size) => {
    await running.app.evaluate(
      ({ BrowserWindow }, [width, height]) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
      size,
    );
    await seen.poll(() => running.window.evaluate('[innerWidth, innerHeight].join()')).toBe(size.join());
    await pages.connections.openFromHome('Bookshelf');
    await pages.try.launch.click();
    await seen(pages.try.verdict).toContainText('3 hops');
    const doomed = (await run(running.window, 'connections.list', {})).find(({ name }) => name === wrongSecret);
    await run(running.window, 'connections.delete', { id: doomed?.id ?? '' });
    await seen(backups.deletedNotice).toContainText(wrongSecret);
    expect(meet(await backups.deletedNotice.boundingBox(), await pages.launch.view.boundingBox())).toBe(false);
    await pages.shell.place('Settings').click({ trial: true });
    await pages.try.launch.click({ trial: true });
    await backups.undo.click();
    await seen(backups.deletedNotice).toHaveCount(0);
  },
);

test('a deleted connection is brought back by the notice, and by the palette', async () => {
  await deleteConnection(wrongSecret);
  await seen(backups.deletedNotice).toContainText(wrongSecret);
  await backups.undo.click();
  await seen(row()).toHaveCount(1);

  await deleteConnection(wrongSecret);
  await running.window.keyboard.press('Control+k');
  await pages.shell.runFromPalette('Undo the latest deletion');
  await seen(row()).toHaveCount(1);
});

test('a backup made in the settings brings back what was deleted since', async () => {
  await pages.shell.goTo('Settings');
  await backups.backUpNow.click();
  await seen(backups.restores).toHaveCount(1);
  await deleteConnection(wrongSecret);
  await pages.shell.goTo('Settings');
  await backups.restoreNewest();
  await seen(pages.shell.vaultState).toHaveText('Vault locked');
  await seen(backups.restores).toHaveCount(2);
  await pages.shell.goTo('Connections');
  await seen(row()).toHaveCount(1);
});

test('a damaged database is told, and a backup leads out of it', async () => {
  await running.close();
  const database = join(userData, 'data', 'countersign.db');
  const { size } = statSync(database);
  const handle = openSync(database, 'r+');
  for (let at = 0; at < size; at += 4096) writeSync(handle, Buffer.alloc(1024, 0xff), 0, 1024, at);
  closeSync(handle);
  await start();
  await seen(pages.shell.notices.first()).toContainText('is damaged');
  await backups.trouble.choose.click();
  await backups.trouble.dialog
    .getByRole('button', { name: /^Restore the backup of / })
    .last()
    .click();
  await backups.confirm.getByRole('button', { name: 'Restore this backup' }).click();
  await seen(row()).toHaveCount(1);
  expect(await backups.trouble.choose.count()).toBe(0);
});
