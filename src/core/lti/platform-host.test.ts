import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPlatformHost, type PlatformHost, type PublishedLaunch } from './platform-host.ts';

const launch: PublishedLaunch = {
  exchangeId: 'exchange-1',
  action: 'http://tool.localhost/launch',
  fields: [['user_id', 'u-1']],
  mode: 'window',
};

let host: PlatformHost;

beforeEach(async () => {
  host = createPlatformHost({ random: { bytes: (length) => randomBytes(length) } });
  await host.start();
});
afterEach(() => host.close());

type Answer = { status: number | undefined; headers: Record<string, string | string[] | undefined>; body: string };

function load(url: string, options: { method?: string; host?: string } = {}): Promise<Answer> {
  const { port, pathname, host: ownHost } = new URL(url);
  return new Promise((resolve, reject) => {
    request(
      {
        host: '127.0.0.1',
        agent: false,
        port,
        path: pathname,
        method: options.method ?? 'GET',
        headers: { Host: options.host ?? ownHost },
      },
      async (response) => {
        resolve({ status: response.statusCode, headers: response.headers, body: await text(response) });
      },
    )
      .on('error', reject)
      .end();
  });
}

test('serves a launch from its own name under an unguessable path', async () => {
  const url = host.publish(launch);
  expect(url).toMatch(/^http:\/\/platform\.localhost:\d+\/launch\/[\w-]{43}$/);
  expect(host.publish(launch)).not.toBe(url);
  const { status, headers, body } = await load(url);
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
  });
  const nonce = /script-src 'nonce-([\w-]+)'/.exec(String(headers['content-security-policy']))?.[1];
  expect(nonce).toMatch(/^[\w-]{22}$/);
  expect(body).toContain(`<script nonce="${nonce}">`);
});

test('serves a reload with the same fields and a new script nonce', async () => {
  const url = host.publish(launch);
  const [first, second] = [await load(url), await load(url)];
  expect(second.status).toBe(200);
  expect(second.headers['content-security-policy']).not.toBe(first.headers['content-security-policy']);
  expect(second.body).toContain('name="user_id" value="u-1"');
});

test('answers only to its own name, to reading, and to launches that are open', async () => {
  const url = host.publish(launch);
  const other = host.publish({ ...launch, exchangeId: 'exchange-2' });
  const { port } = new URL(url);
  for (const name of [
    '127.0.0.1',
    'localhost',
    'evil.example',
    'platform.localhost.evil.example',
    'xplatform.localhost',
  ]) {
    expect(await load(url, { host: `${name}:${port}` })).toMatchObject({ status: 421 });
  }
  expect(await load(url, { host: 'platform.localhost' })).toMatchObject({ status: 421 });
  expect(await load(url, { method: 'POST' })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  expect(await load(url, { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  expect(await load(new URL('/', url).href)).toMatchObject({ status: 404 });
  expect(await load(`${url}x`)).toMatchObject({ status: 404 });
  host.retract('exchange-1');
  expect(await load(url)).toMatchObject({ status: 404 });
  expect(await load(other)).toMatchObject({ status: 200 });
});

test('refuses a launch no browser can post when it is published, not when it is loaded', () => {
  expect(() => host.publish({ ...launch, action: 'javascript:alert(1)' })).toThrow(/signing\.invalid-url/);
});

test('is gone after closing, and closing twice is fine', async () => {
  const url = host.publish(launch);
  await load(url);
  await host.close();
  await expect(load(url)).rejects.toThrow(/ECONNREFUSED/);
  expect(() => host.publish(launch)).toThrow(/not started/);
});
