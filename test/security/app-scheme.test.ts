import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type RunningApp } from '../e2e/harness/index.ts';

let running: RunningApp;
beforeAll(async () => {
  running = await launchApp();
});
afterAll(() => running.close());

/** Status and text the page gets for an address, or that it got nothing. */
function fetched(address: string): Promise<unknown> {
  return running.window.evaluate(
    `fetch(${JSON.stringify(address)}).then(
      async (response) => ({ status: response.status, text: await response.text() }),
      () => 'refused',
    )`,
  );
}

test('the app reads its own files', async () => {
  expect(await fetched('/index.html')).toMatchObject({ status: 200 });
});

test.each([
  '/../main/index.cjs',
  '/..%2fmain/index.cjs',
  '/%2e%2e/main/index.cjs',
  '/%2e%2e%2fmain%2findex.cjs',
  '/%252e%252e%252fmain%252findex.cjs',
  '/assets/..%5c..%5cmain%5cindex.cjs',
  '/..\\main\\index.cjs',
  '/%2fetc%2fpasswd',
  '//etc/passwd',
  '/INDEX.HTML',
  '/index.html%00',
])('%s reaches no other file', async (path) => {
  const answer = await fetched(`app://countersign${path}`);
  expect(answer).toSatisfy(
    (value: unknown) => value === 'refused' || JSON.stringify(value) === '{"status":404,"text":""}',
  );
});

test.each([
  'file:///etc/passwd',
  'file:///C:/Windows/win.ini',
  'app://countersign.evil/index.html',
  'chrome://version/',
])('%s is refused', async (address) => {
  expect(await fetched(address)).toBe('refused');
});

test('main’s session for the app loads no file either', async () => {
  const loaded = await running.app.evaluate(async ({ BrowserWindow }) => {
    const stranger = new BrowserWindow({ show: false });
    const result = await stranger.loadURL('file:///etc/passwd').then(
      () => 'loaded',
      () => 'refused',
    );
    stranger.destroy();
    return result;
  });
  expect(loaded).toBe('refused');
});
