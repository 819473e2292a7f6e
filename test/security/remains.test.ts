import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deriveKeys } from '../../src/core/vault/keys/data-key.ts';
import { corePid, launchApp, makeUserData, processTree, type RunningApp, run, seen } from '../e2e/harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from '../e2e/pages/index.ts';
import { canariesBelow, findCanaries, makeCanary } from './canaries.ts';
import { dataKeyOf } from './data-key-of.ts';
import { countInMemory, isMemoryReadable } from './process-memory.ts';

/** What is left of secrets where nobody put them: in the memory of processes, and in what a crash leaves behind. */
const passphrase = makeCanary('passphrase');
const apiToken = makeCanary('api-token', 'token');
const secretKey = makeCanary('secret-key');
const canaries = [passphrase, apiToken, secretKey];

let userData = '';
let running: RunningApp;
let pages: Pages;
let said = '';

beforeAll(async () => {
  userData = await makeUserData();
  running = await launchApp({ userData });
  running.app.process().stdout?.on('data', (bytes) => {
    said += String(bytes);
  });
  pages = pagesOf(running.window);
  await setUpSandbox(pages, passphrase.secret);
  await pages.shell.goTo('Credentials');
  await pages.credentials.createProctorExam({
    name: 'Canaries',
    apiToken: apiToken.secret,
    secretKey: secretKey.secret,
    hosts: ['exam.example'],
  });
  await pages.credentials.select('Canaries');
});
afterAll(async () => {
  await running.close();
  await rm(userData, { recursive: true, force: true, maxRetries: 5 });
});

const mainPid = () => running.app.evaluate(() => process.pid);

/** A text that scripts have read from the page is let go of by the second collection only. */
async function collectGarbage(): Promise<void> {
  const devtools = await running.window.context().newCDPSession(running.window);
  for (let times = 0; times < 3; times += 1) await devtools.send('HeapProfiler.collectGarbage');
  await devtools.detach();
}

/** Whether the secret that is revealed stands in the heap of the window's page, once its garbage is collected. */
async function inHeap(): Promise<string[]> {
  await collectGarbage();
  const file = join(userData, 'page.heapsnapshot');
  await running.app.evaluate(
    ({ BrowserWindow }, path) => BrowserWindow.getAllWindows()[0]?.webContents.takeHeapSnapshot(path),
    file,
  );
  const found = findCanaries(await readFile(file), [apiToken]);
  await rm(file);
  return found;
}

test('once a reveal has expired, the page’s heap holds the secret no more', { timeout: 240_000 }, async () => {
  await pages.credentials.reveal('API token').click();
  await seen(pages.credentials.detail('Canaries')).toContainText(apiToken.secret);
  expect(await inHeap()).toEqual([apiToken.name]);
  await running.window.evaluate('{ const now = Date.now; Date.now = () => now() + 31_000; }');
  await seen(pages.credentials.reveal('API token')).toBeVisible();
  await expect.poll(inHeap, { timeout: 120_000, interval: 500 }).toEqual([]);
});

test.skipIf(!isMemoryReadable)(
  'the data key is never in main, and gone from core once the vault is locked',
  async () => {
    const dataKey = await dataKeyOf(join(userData, 'data'), passphrase.secret);
    const needles = [dataKey, ...Object.values(deriveKeys(dataKey)).map((derived) => Buffer.from(derived))];
    const texts = [dataKey.toString('hex'), dataKey.toString('base64')].map((text) => Buffer.from(text));
    const all = [...needles, ...texts];
    const nothing = all.map(() => 0);
    const main = await mainPid();
    const core = await corePid(main);
    for (const count of countInMemory(core, needles)) expect(count).toBeGreaterThan(0);
    expect(countInMemory(main, all)).toEqual(nothing);
    await run(running.window, 'vault.lock', {});
    await seen(pages.shell.vaultState).toHaveText('Vault locked');
    for (const { pid, commandLine } of await processTree(main)) {
      expect(countInMemory(pid, all), commandLine).toEqual(nothing);
    }
  },
);

test('nothing watches for crashes, and nothing is told to anybody', async () => {
  const reporting = await running.app.evaluate(({ app, crashReporter }) => ({
    dumps: app.getPath('crashDumps'),
    uploads: crashReporter.getUploadToServer(),
    uploaded: crashReporter.getUploadedReports().length,
  }));
  expect(reporting).toMatchObject({ uploads: false, uploaded: 0 });
  expect(reporting.dumps.startsWith(userData)).toBe(true);
  const processes = await processTree(await mainPid());
  expect(processes.filter(({ commandLine }) => commandLine.includes('crashpad-handler'))).toEqual([]);
});

test('a crash of core and one of the window leave no secret behind', async () => {
  await pages.shell.vaultState.click();
  await pages.vault.unlockWith(passphrase.secret);
  await seen(pages.shell.vaultState).toHaveText('Vault unlocked');
  await pages.shell.goTo('Credentials');
  await pages.credentials.select('Canaries');
  await pages.credentials.reveal('API token').click();
  await seen(pages.credentials.detail('Canaries')).toContainText(apiToken.secret);
  process.kill(await corePid(await mainPid()), 'SIGSEGV');
  await seen(pages.shell.notices).toContainText('The core ended and was started again');
  const gone = running.window.waitForEvent('crash');
  await running.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  await gone;
  const contents = (script: string) =>
    running.app.evaluate(
      ({ BrowserWindow }, text) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text),
      script,
    );
  // Where it comes back depends on whether Chromium had written down where it was.
  const heading = () => contents('document.querySelector("h1")?.textContent').catch(() => null);
  await seen.poll(heading).toMatch(/^(Connections|Credentials)$/);
  expect(findCanaries(String(await contents('document.documentElement.outerHTML')), canaries)).toEqual([]);
  for (const { commandLine, environment } of await processTree(await mainPid())) {
    expect(findCanaries(`${commandLine}\n${environment}`, canaries), commandLine).toEqual([]);
  }
  await running.close();
  expect(await canariesBelow(userData, canaries)).toEqual([]);
  expect(findCanaries(said + running.trouble.output(), canaries)).toEqual([]);
});
