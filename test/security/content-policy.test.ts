import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { launchApp, type RunningApp } from '../e2e/harness/index.ts';
import { type HostileTool, startHostileTool } from './hostile-tool.ts';

let running: RunningApp;
let remote: HostileTool;

beforeAll(async () => {
  running = await launchApp();
  remote = await startHostileTool((_path, _request, response) => {
    response.writeHead(200, { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' });
    response.end('window.wasReached = true;');
  });
});
afterAll(async () => {
  await remote.close();
  await running.close();
});

const violationsSchema = z.array(z.string());

/** Runs a script in the page and answers with the directives it violated. Waits for the first violation, a second at most. */
async function violations(script: string): Promise<string[]> {
  return violationsSchema.parse(
    await running.window.evaluate(`new Promise((resolve) => {
      const seen = [];
      const done = () => { document.removeEventListener('securitypolicyviolation', note); resolve(seen); };
      const note = (event) => { seen.push(event.effectiveDirective); setTimeout(done, 50); };
      document.addEventListener('securitypolicyviolation', note);
      setTimeout(done, 1500);
      // Scripts that tests send run free of the policy: only what they schedule is bound by it.
      setTimeout(async () => { try { ${script} } catch {} }, 0);
    })`),
  );
}

const append = (tag: string, properties: string) =>
  `const it = document.createElement('${tag}'); ${properties}; document.body.append(it);`;

test.each([
  ['an inline script', () => append('script', 'it.append("window.wasReached = true")'), 'require-trusted-types-for'],
  [
    'a script of another host',
    () => append('script', `it.setAttribute('src', '${remote.url}/a.js')`),
    'require-trusted-types-for',
  ],
  [
    'an inline handler',
    () => `${append('b', 'it.setAttribute("onclick", "window.wasReached = true")')}it.click();`,
    'require-trusted-types-for',
  ],
  ['a module of another host', () => `await import('${remote.url}/a.js')`, 'script-src-elem'],
  ['a module in an address', () => `await import('data:text/javascript,window.wasReached=true')`, 'script-src-elem'],
  ['a request to another host', () => `await fetch('${remote.url}/fetch')`, 'connect-src'],
  ['a beacon', () => `navigator.sendBeacon('${remote.url}/beacon', 'x')`, 'connect-src'],
  ['a web socket', () => `new WebSocket('${remote.url.replace('http', 'ws')}/socket')`, 'connect-src'],
  ['an image of another host', () => append('img', `it.src = '${remote.url}/a.png'`), 'img-src'],
  ['a frame', () => append('iframe', `it.src = '${remote.url}/frame'`), 'frame-src'],
  ['a plug-in', () => append('object', `it.data = '${remote.url}/object'`), 'require-trusted-types-for'],
  ['a form', () => `${append('form', `it.action = '${remote.url}/form'`)}it.submit();`, 'form-action'],
  [
    'a base',
    () => `const it = document.createElement('base'); it.href = '${remote.url}'; document.head.append(it);`,
    'base-uri',
  ],
  ['a style element without the nonce', () => append('style', 'it.append("body { color: red }")'), 'style-src-elem'],
  [
    'a style sheet of another host',
    () => append('link', `it.rel = 'stylesheet'; it.href = '${remote.url}/a.css'`),
    'style-src-elem',
  ],
  ['a worker', () => 'new Worker("/assets/worker.js")', 'require-trusted-types-for'],
  ['markup as text', () => 'document.body.insertAdjacentHTML("beforeend", "<img src=x>")', 'require-trusted-types-for'],
  ['text as code', () => '(0, eval)("window.wasReached = true")', 'require-trusted-types-for'],
  ['another Trusted Types policy', () => 'trustedTypes.createPolicy("mine", {})', 'trusted-types'],
])('%s is refused', async (_what, script, directive) => {
  expect(await violations(script())).toContain(directive);
});

test('nothing of all that ran or left the app', async () => {
  expect(await running.window.evaluate('window.wasReached')).toBeUndefined();
  expect(remote.asked).toEqual([]);
});

test('the app’s own pages violate nothing', async () => {
  await running.window.reload();
  await running.window.waitForLoadState('load');
  expect(await violations('')).toEqual([]);
});
