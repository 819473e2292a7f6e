import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { launchApp, type RunningApp } from '../e2e/harness/index.ts';
import { connectTo, type HostileTool, launchAt, startHostileTool } from './hostile-tool.ts';

const nodeGlobals = [
  'process',
  'require',
  'module',
  'exports',
  'Buffer',
  'global',
  '__dirname',
  'setImmediate',
  'electron',
];
const listNodeGlobals = `${JSON.stringify(nodeGlobals)}.filter((name) => name in globalThis)`;

let running: RunningApp;
let tool: HostileTool;

beforeAll(async () => {
  running = await launchApp();
  tool = await startHostileTool((_path, _request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<title>Tool</title><h1>Tool</h1>');
  });
  const connection = await connectTo(running.window, tool);
  await launchAt(running.window, connection, 'window', ({ hops }) => hops.at(-1)?.status === 200);
});
afterAll(async () => {
  await tool.close();
  await running.close();
});

const preferencesSchema = z.object({
  sandbox: z.boolean(),
  contextIsolation: z.boolean(),
  nodeIntegration: z.boolean(),
  nodeIntegrationInSubFrames: z.boolean(),
  webSecurity: z.boolean(),
  webviewTag: z.boolean(),
  allowRunningInsecureContent: z.boolean(),
  experimentalFeatures: z.boolean(),
});

/** What every page runs with. */
const safe = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
};

test('every page runs sandboxed and isolated', async () => {
  const pages = await running.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const read: unknown = Reflect.get(contents, 'getLastWebPreferences');
      const raw: unknown = typeof read === 'function' ? read.call(contents) : null;
      return { url: contents.getURL(), preferences: raw };
    }),
  );
  const schemes = pages.map(({ url }) => new URL(url).protocol).sort();
  expect(schemes).toEqual(['app:', 'http:']);
  for (const { url, preferences } of pages) {
    expect(preferencesSchema.parse(preferences), url).toEqual(safe);
  }
});

test('no page has anything of Node', async () => {
  const found = await running.app.evaluate(
    ({ webContents }, script) =>
      Promise.all(webContents.getAllWebContents().map((contents) => contents.executeJavaScript(script))),
    listNodeGlobals,
  );
  expect(found).toEqual([[], []]);
});

test('the bridge is three functions, frozen, and all there is of Electron', async () => {
  const bridge = await running.window.evaluate(`({
    keys: Object.keys(window.countersign).sort(),
    types: Object.values(window.countersign).map((value) => typeof value),
    frozen: Object.isFrozen(window.countersign),
    replaced: (() => { try { window.countersign = {}; } catch {} return Object.keys(window.countersign).length === 0; })(),
  })`);
  expect(bridge).toEqual({
    keys: ['command', 'host', 'onEvent'],
    types: ['function', 'function', 'function'],
    frozen: true,
    replaced: false,
  });
});

test('a launched page has no bridge, and a session of its own that ends with it', async () => {
  const launched = await running.app.evaluate(async ({ webContents, session }) => {
    const view = webContents.getAllWebContents().find((contents) => contents.getURL().startsWith('http'));
    return {
      hasBridge: await view?.executeJavaScript('"countersign" in window'),
      isDefault: view?.session === session.defaultSession,
      isPersistent: view?.session.isPersistent(),
      userAgent: view?.session.getUserAgent(),
    };
  });
  expect(launched).toMatchObject({ hasBridge: false, isDefault: false, isPersistent: false });
  expect(launched.userAgent).not.toMatch(/electron|countersign/i);
});

test('a page cannot make a webview', async () => {
  const before = await running.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  await running.window.evaluate(`(() => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'https://tool.example/');
    document.body.append(view);
  })()`);
  expect(await running.window.evaluate('typeof document.querySelector("webview").loadURL')).toBe('undefined');
  expect(await running.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(before);
});

test('Electron has nothing to warn of', () => {
  expect(running.trouble.securityWarnings).toEqual([]);
});
