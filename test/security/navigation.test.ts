import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, launchViewTexts, type RunningApp } from '../e2e/harness/index.ts';
import { connectTo, type HostileTool, launchAt, startHostileTool } from './hostile-tool.ts';

let running: RunningApp;
let tool: HostileTool;
let connection = '';

beforeAll(async () => {
  running = await launchApp();
  tool = await startHostileTool((path, _request, response) => {
    const to = redirects[path];
    if (to !== undefined) response.writeHead(302, { location: to }).end();
    else response.writeHead(200, { 'content-type': 'text/html' }).end(`<title>Tool</title><p>tool</p>${launchedPage}`);
  });
  connection = await connectTo(running.window, tool);
});
afterAll(async () => {
  await tool.close();
  await running.close();
});

const redirects: Record<string, string> = {
  '/to-app': 'app://countersign/index.html',
  '/to-file': 'file:///etc/passwd',
};

/** What the tool's page does next is what a test asked for. */
let launchedPage = '';

const page = 'app://countersign/index.html';

const elsewhere = [
  'https://tool.example/',
  'app://countersign.evil/index.html',
  'app://countersign@evil/index.html',
  'app://evil@countersign.evil/',
  'https://app//countersign/index.html',
  'https://countersign/index.html',
  'file:///etc/passwd',
  'data:text/html,app://countersign/',
  'javascript:document.title="taken"',
  'ms-word:ofe',
];

/** A mark that a new document would not have. */
async function mark(): Promise<void> {
  await running.window.evaluate('window.mark = "here"');
}
async function expectStillThere(): Promise<void> {
  expect(running.window.url()).toBe(page);
  expect(await running.window.evaluate('window.mark')).toBe('here');
}
const contentsCount = () => running.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);

test.each(elsewhere)('the window does not go to %s', async (address) => {
  await mark();
  await running.window.evaluate(`(() => { try { location.assign(${JSON.stringify(address)}); } catch {} })()`);
  await running.window.evaluate(`(() => {
    const link = document.createElement('a');
    link.href = ${JSON.stringify(address)};
    document.body.append(link);
    link.click();
    link.remove();
  })()`);
  await expectStillThere();
});

test('the window comes back from an empty page', async () => {
  await running.window.evaluate('setTimeout(() => location.assign("about:blank"), 0)');
  await running.window.waitForURL('about:blank', { waitUntil: 'commit' }).catch(() => {});
  await running.window.waitForURL(page);
  await running.window.waitForFunction('document.getElementById("root").childElementCount > 0');
});

test('the window does not follow a server that redirects back to the app', async () => {
  await mark();
  await running.window.evaluate(`location.assign(${JSON.stringify(`${tool.url}/to-app`)})`);
  await expectStillThere();
  expect(tool.asked).not.toContain('/to-app');
});

test.each(['https://tool.example/', page, 'about:blank', 'app://countersign.evil/'])(
  'the window opens no other for %s',
  async (address) => {
    const before = await contentsCount();
    expect(await running.window.evaluate(`window.open(${JSON.stringify(address)}) === null`)).toBe(true);
    await running.window.evaluate(`(() => {
      const link = document.createElement('a');
      link.href = ${JSON.stringify(address)};
      link.target = '_blank';
      document.body.append(link);
      link.click();
      link.remove();
    })()`);
    expect(await contentsCount()).toBe(before);
  },
);

test.each([
  ['goes to', 'app://countersign/index.html'],
  ['goes to', 'file:///etc/passwd'],
  ['is redirected to', '/to-app'],
  ['is redirected to', '/to-file'],
])('a launched page that %s %s gets nowhere', async (_how, address) => {
  launchedPage = `<script>location.assign(${JSON.stringify(address)})</script>`;
  await launchAt(running.window, connection, 'window', ({ hops }) => hops.at(-1)?.status === 302 || hops.length > 0);
  const marks = await launchViewTexts(running.app);
  expect(JSON.stringify(marks)).not.toMatch(/root:|countersign\/index\.html/);
  const views = await running.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getURL()),
  );
  expect(views.filter((url) => url.startsWith('app:'))).toEqual([page]);
  expect(views.filter((url) => url.startsWith('file:'))).toEqual([]);
});

test('a launched page cannot load anything of the app', async () => {
  launchedPage = `<script src="app://countersign/trusted-types.js" onload="document.title='loaded'" onerror="document.title='refused'"></script>`;
  await launchAt(running.window, connection, 'window', ({ hops }) => hops.at(-1)?.status === 200);
  const titles = () =>
    running.app.evaluate(({ webContents }) => webContents.getAllWebContents().map((contents) => contents.getTitle()));
  await expect.poll(titles).toContain('refused');
  expect(await titles()).not.toContain('loaded');
});

test('a window a launched page tries to open is a hop that says so', async () => {
  launchedPage = `<script>window.open('/popup')</script>`;
  const before = await contentsCount();
  const { hops } = await launchAt(running.window, connection, 'window', (exchange) => exchange.hops.length >= 2);
  expect(hops.at(-1)?.failure).toMatchObject({ error: 'popup-blocked' });
  expect(tool.asked).not.toContain('/popup');
  expect(await contentsCount()).toBeLessThanOrEqual(before + 1);
});

test('a launched page inside a frame cannot take the page around it', async () => {
  launchedPage = '<script>try { top.location = "/taken"; } catch {}</script>';
  await launchAt(running.window, connection, 'iframe', ({ hops }) => hops.some(({ status }) => status === 200));
  await expectStillThere();
});
