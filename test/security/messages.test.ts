import { afterAll, beforeAll, expect, test } from 'vitest';
import { channels, resultSchema } from '../../src/protocol/envelope.ts';
import { ask, launchApp, type RunningApp } from '../e2e/harness/index.ts';

let running: RunningApp;
beforeAll(async () => {
  running = await launchApp();
});
afterAll(() => running.close());

const refused = { ok: false, problem: { code: 'sender.refused' } };

test('the app’s own page is answered', async () => {
  expect(await ask(running.window, 'command', 'workspace.status', {})).toMatchObject({ ok: true });
});

test('a frame inside the page has no bridge', async () => {
  const found = await running.window.evaluate(`(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    return 'countersign' in frame.contentWindow;
  })()`);
  expect(found).toBe(false);
});

test.each([channels.command, channels.host])(
  'a message on %s from a sub-frame of the app’s own page is refused',
  async (channel) => {
    await running.window.evaluate(`document.body.append(document.createElement('iframe'))`);
    const answer = await running.app.evaluate(async ({ ipcMain, webContents }, name) => {
      const window = webContents.getAllWebContents().find((contents) => contents.getURL().startsWith('app:'));
      const frame = window?.mainFrame.frames[0];
      if (window === undefined || frame === undefined) return 'no frame';
      const handlers: unknown = Reflect.get(ipcMain, '_invokeHandlers');
      const handler: unknown = handlers instanceof Map ? handlers.get(name) : undefined;
      if (typeof handler !== 'function') return 'no handler';
      const event = { sender: window, senderFrame: frame, frameId: frame.routingId, processId: frame.processId };
      const message = { command: name.endsWith('host') ? 'host.runtime' : 'workspace.status', input: {} };
      let replied: unknown = null;
      const returned: unknown = await handler(
        {
          ...event,
          _reply: (value: unknown) => {
            replied = value;
          },
        },
        message,
      );
      return replied ?? returned;
    }, channel);
    expect(resultSchema.parse(answer)).toMatchObject(refused);
  },
);

test('a page at the app’s own address in a window main did not make for it is refused', async () => {
  const preload = await running.app.evaluate(({ app }) => `${app.getAppPath()}/out/preload/index.cjs`);
  const answers = await running.app.evaluate(async ({ BrowserWindow }, path) => {
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload: path, sandbox: true } });
    await stranger.loadURL('app://countersign/index.html');
    const answer: unknown = await stranger.webContents.executeJavaScript(
      `Promise.all([window.countersign.command('workspace.status', {}), window.countersign.host('host.runtime', {})])`,
    );
    stranger.destroy();
    return answer;
  }, preload);
  expect(answers).toMatchObject([refused, refused]);
});

test.each([
  ['an unknown command', 'command', 'no.such.command', {}, 'command.unknown'],
  ['an unknown host command', 'host', 'constructor', {}, 'command.unknown'],
  ['input that breaks its schema', 'host', 'host.copyText', { text: 5 }, 'input.invalid'],
  ['more than was agreed', 'host', 'host.copyText', { text: 'a', extra: true }, 'input.invalid'],
  ['a program instead of a web address', 'host', 'host.openExternal', { url: 'file:///bin/sh' }, 'input.invalid'],
  ['too much', 'command', 'workspace.status', { padding: 'x'.repeat(9_000_000) }, 'input.too-large'],
] as const)('%s is refused with an answer', async (_what, half, name, input, code) => {
  expect(await ask(running.window, half, name, input)).toMatchObject({ ok: false, problem: { code } });
});

test('what cannot be copied between processes is refused with an answer', async () => {
  const answer = await running.window.evaluate('window.countersign.command("workspace.status", { call: () => 1 })');
  expect(resultSchema.parse(answer)).toMatchObject({ ok: false, problem: { code: 'input.invalid' } });
});
