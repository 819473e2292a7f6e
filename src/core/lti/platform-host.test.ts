import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordingLog } from '../storage/test-support.ts';
import { createPlatformHost, type PlatformHost, type PlatformService, type PublishedLaunch } from './platform-host.ts';

const launch: PublishedLaunch = {
  exchangeId: 'exchange-1',
  action: 'http://tool.localhost/launch',
  fields: [['user_id', 'u-1']],
  mode: 'window',
};

const log = recordingLog();
let host: PlatformHost;

beforeEach(async () => {
  host = createPlatformHost({ random: { bytes: (length) => randomBytes(length) }, log });
  await host.start();
});
afterEach(() => host.close());

type Answer = { status: number | undefined; headers: Record<string, string | string[] | undefined>; body: string };

type LoadOptions = { method?: string; host?: string; body?: string | Uint8Array; headers?: Record<string, string> };

function load(url: string, options: LoadOptions = {}): Promise<Answer> {
  const { port, pathname, search, host: ownHost } = new URL(url);
  return new Promise((resolve, reject) => {
    request(
      {
        host: '127.0.0.1',
        agent: false,
        port,
        path: `${pathname}${search}`,
        method: options.method ?? 'GET',
        headers: { Host: options.host ?? ownHost, ...options.headers },
      },
      async (response) => {
        resolve({ status: response.statusCode, headers: response.headers, body: await text(response) });
      },
    )
      .on('error', reject)
      .end(options.body);
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

describe('asked by a page of another site', () => {
  const navigated = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
  const scripted = { ...navigated, 'sec-fetch-mode': 'cors', origin: 'https://evil.example' };
  const service: PlatformService = async () => ({ status: 200, contentType: 'text/plain', body: 'done' });

  test.each([
    ['return', 'GET', 200],
    ['content-items', 'POST', 200],
    ['outcomes', 'POST', 403],
  ] as const)('its %s takes no script, and a navigation with %s gets %i', async (kind, method, status) => {
    const url = host.offer(kind, 'exchange-1', service);
    expect(await load(url, { method, headers: scripted })).toMatchObject({ status: 403 });
    expect(await load(url, { method, headers: navigated })).toMatchObject({ status });
    expect(await load(url, { method })).toMatchObject({ status: 200 });
  });

  test('shows a launch to no script, not even one that knows its address', async () => {
    const url = host.publish(launch);
    expect(await load(url, { headers: scripted })).toMatchObject({ status: 403 });
    expect(await load(url, { headers: { origin: 'null' } })).toMatchObject({ status: 403 });
    expect(await load(url, { headers: navigated })).toMatchObject({ status: 200 });
  });
});

describe('services', () => {
  const echo: PlatformService = async ({ method, url, query, headers, body }) => ({
    status: 202,
    contentType: 'text/html; charset=utf-8',
    body: JSON.stringify({
      method,
      url,
      query: [...query],
      host: headers[0],
      body: Buffer.from(body).toString('utf8'),
    }),
  });

  test('get what was sent, and the URL as it was handed out', async () => {
    const url = host.offer('outcomes', 'exchange-1', echo);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/outcomes\/[\w-]{43}$/);
    const { status, headers, body } = await load(`${url}?a=1&b`, { method: 'POST', body: 'é' });
    expect(status).toBe(202);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(JSON.parse(body)).toEqual({
      method: 'POST',
      url: `${url}?a=1&b`,
      query: [
        ['a', '1'],
        ['b', ''],
      ],
      host: ['Host', new URL(url).host],
      body: 'é',
    });
  });

  test('answer under their own name and to their own methods only', async () => {
    const back = host.offer('return', 'exchange-1', echo);
    const outcomes = host.offer('outcomes', 'exchange-1', echo);
    const { port } = new URL(back);
    expect(new URL(back).hostname).toBe('platform.localhost');
    expect(await load(back)).toMatchObject({ status: 202 });
    expect(await load(back, { method: 'POST' })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
    expect(await load(back, { host: `127.0.0.1:${port}` })).toMatchObject({ status: 421 });
    expect(await load(outcomes)).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(await load(outcomes, { method: 'POST', host: `evil.example:${port}` })).toMatchObject({ status: 421 });
    expect(await load(host.example('return'))).toMatchObject({ status: 404 });
  });

  test('outlive the launch page, and end when the exchange is forgotten', async () => {
    const page = host.publish(launch);
    const url = host.offer('return', 'exchange-1', echo);
    host.retract('exchange-1');
    expect(await load(page)).toMatchObject({ status: 404 });
    expect(await load(url)).toMatchObject({ status: 202 });
    host.forget('exchange-1');
    expect(await load(url)).toMatchObject({ status: 404 });
  });

  test('never see a message that is too long', async () => {
    let called = false;
    const url = host.offer('outcomes', 'exchange-1', async (request) => {
      called = true;
      return echo(request);
    });
    const body = new Uint8Array(300 * 1024);
    expect(await load(url, { method: 'POST', body })).toMatchObject({ status: 413 });
    expect(called).toBe(false);
  });

  test('that fail are answered with 500, and the host goes on', async () => {
    const url = host.offer('outcomes', 'exchange-1', () => Promise.reject(new Error('broken')));
    expect(await load(url, { method: 'POST', body: 'x' })).toMatchObject({ status: 500 });
    expect(log.lines).toEqual(['the platform host could not answer {}']);
    expect(await load(host.publish(launch))).toMatchObject({ status: 200 });
  });
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
