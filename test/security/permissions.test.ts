import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type RunningApp } from '../e2e/harness/index.ts';
import { connectTo, type HostileTool, launchAt, startHostileTool } from './hostile-tool.ts';

let running: RunningApp;
let tool: HostileTool;

beforeAll(async () => {
  running = await launchApp();
  tool = await startHostileTool((path, _request, response) => {
    if (path === '/file') {
      response.writeHead(200, {
        'content-type': 'application/pdf',
        'content-disposition': 'attachment; filename=a.pdf',
      });
      response.end('%PDF-1.4');
    } else response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Tool</title>');
  });
  const connection = await connectTo(running.window, tool);
  await launchAt(running.window, connection, 'window', ({ hops }) => hops.at(-1)?.status === 200);
});
afterAll(async () => {
  await tool.close();
  await running.close();
});

/** Runs a script in the app's page and in the launched one, with a person's gesture, and answers with both results. */
function inBoth(script: string): Promise<unknown[]> {
  return running.app.evaluate(
    ({ webContents }, source) =>
      Promise.all(webContents.getAllWebContents().map((contents) => contents.executeJavaScript(source, true))),
    script,
  );
}

test.each(['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'clipboard-write'])(
  '%s is denied to every page',
  async (name) => {
    const states = await inBoth(
      `navigator.permissions ? navigator.permissions.query({ name: '${name}' }).then(({ state }) => state) : 'denied'`,
    );
    expect(states).toEqual(['denied', 'denied']);
  },
);

test.each([
  ['the camera', 'navigator.mediaDevices.getUserMedia({ video: true })'],
  ['the screen', 'navigator.mediaDevices.getDisplayMedia({ video: true })'],
  ['the place', 'new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))'],
  ['the clipboard', 'navigator.clipboard.readText()'],
  ['USB devices', 'navigator.usb.requestDevice({ filters: [] })'],
  ['serial ports', 'navigator.serial.requestPort()'],
  ['Bluetooth devices', 'navigator.bluetooth.requestDevice({ acceptAllDevices: true })'],
])('no page gets %s', async (_what, script) => {
  const results = await inBoth(
    `(async () => { try { await ${script}; return 'granted'; } catch { return 'refused'; } })()`,
  );
  expect(results).toEqual(['refused', 'refused']);
});

test('no certificate is taken for good, and none of the person’s is shown, because a page asks', async () => {
  const answers = await running.app.evaluate(({ app, webContents }) => {
    const [contents] = webContents.getAllWebContents();
    const url = 'https://tool.example/';
    const ask = (name: string, ...facts: unknown[]) =>
      new Promise((resolve) => {
        let prevented = false;
        const event = {
          preventDefault: () => {
            prevented = true;
          },
        };
        app.emit(name, event, contents, url, ...facts, (answer: unknown) =>
          resolve({ prevented, answer: answer ?? null }),
        );
      });
    const certificate = { subjectName: 'A person', issuerName: 'An authority', data: '', fingerprint: '' };
    return Promise.all([
      ask('certificate-error', 'net::ERR_CERT_AUTHORITY_INVALID', certificate),
      ask('select-client-certificate', [certificate]),
    ]);
  });
  expect(answers).toEqual([
    { prevented: true, answer: false },
    { prevented: true, answer: null },
  ]);
});

test('a launched page downloads nothing', async () => {
  const started = await running.app.evaluate(async ({ webContents }, address) => {
    const view = webContents.getAllWebContents().find((contents) => contents.getURL().startsWith('http'));
    if (view === undefined) return 'no view';
    const state = new Promise<string>((resolve) => {
      view.session.once('will-download', (event) => resolve(event.defaultPrevented ? 'prevented' : 'allowed'));
    });
    await view.executeJavaScript(`location.assign(${JSON.stringify(address)})`);
    return state;
  }, `${tool.url}/file`);
  expect(started).toBe('prevented');
});
