import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { ProblemError } from '../../../../protocol/problem.ts';
import type { SettingsRepository } from '../../../storage/repositories/settings.ts';
import { openTestStorage, recordingLog, temporaryFolder } from '../../../storage/test-support.ts';
import { type AdvantageEndpoint, type AdvantageHost, createAdvantageHost } from './host.ts';
import { keySetEndpoint } from './key-set.ts';

const log = recordingLog();
const echo: AdvantageEndpoint = async (registrationId, rest, { method, url, query, body }) => ({
  status: 202,
  headers: [['Content-Type', 'application/json']],
  body: JSON.stringify({ registrationId, rest, method, url, a: query.get('a'), body: Buffer.from(body).toString() }),
});

async function startHost(settings: SettingsRepository): Promise<AdvantageHost> {
  const random = { bytes: (length: number) => randomBytes(length) };
  const host = createAdvantageHost({ settings, random, log, isRegistration: (id) => id === 'reg-1' });
  onTestFinished(() => host.close());
  await host.start();
  return host;
}

type Asked = { method?: string; host?: string; body?: string | Uint8Array; headers?: Record<string, string> };

function load(url: string, { method = 'GET', host, body, headers = {} }: Asked = {}) {
  const { port, pathname, search, host: own } = new URL(url);
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const options = { host: '127.0.0.1', agent: false, port, path: `${pathname}${search}`, method };
    request({ ...options, headers: { Host: host ?? own, ...headers } }, async (response) => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: await text(response) });
    })
      .on('error', reject)
      .end(body);
  });
}

let host: AdvantageHost;
beforeEach(async () => {
  host = await startHost((await openTestStorage(temporaryFolder())).settings);
});

test('gives a registration its addresses, each under the name of who calls it', () => {
  const { browser, server } = host.origins();
  expect(browser).toMatch(/^http:\/\/platform\.localhost:2\d{4}$/);
  expect(host.addresses({ id: 'reg-1', issuer: '' })).toEqual({
    issuer: server,
    authorization: `${browser}/lti/reg-1/authorize`,
    token: `${server}/lti/reg-1/token`,
    keySet: `${server}/lti/reg-1/jwks`,
    openidConfiguration: `${server}/lti/reg-1/openid-configuration`,
    registration: `${server}/lti/reg-1/register`,
    takenPort: null,
  });
  expect(host.addresses({ id: 'reg-1', issuer: 'https://lms.example' }).issuer).toBe('https://lms.example');
});

describe('an endpoint', () => {
  test('gets registration, rest of the path, query and body, and the URL as it was handed out', async () => {
    host.mount('service', 'server', echo);
    const url = `${host.origins().server}/lti/reg-1/connection%201/course/lineitems/7/scores?a=b%3Fc`;
    const { status, body } = await load(url, { method: 'POST', body: 'score' });
    expect(status).toBe(202);
    expect(JSON.parse(body)).toEqual({
      registrationId: 'reg-1',
      rest: ['connection 1', 'course', 'lineitems', '7', 'scores'],
      method: 'POST',
      url,
      a: 'b?c',
      body: 'score',
    });
  });

  test.each([
    ['token', 'server', 'browser'],
    ['authorize', 'browser', 'server'],
  ] as const)('%s answers to its own audience alone, and to no other name', async (name, audience, other) => {
    host.mount(name, audience, echo);
    const at = (origin: string) => `${origin}/lti/reg-1/${name}`;
    const origins = host.origins();
    expect(await load(at(origins[audience]), { method: 'POST' })).toMatchObject({ status: 202 });
    expect(await load(at(origins[other]), { method: 'POST' })).toMatchObject({ status: 421 });
    const rebound = await load(at(origins[audience]), { method: 'POST', host: 'evil.example' });
    expect(rebound).toMatchObject({ status: 421 });
  });

  test('refuses methods, registrations, lengths and paths that are not its own', async () => {
    host.mount('token', 'server', echo);
    const { server } = host.origins();
    const token = `${server}/lti/reg-1/token`;
    expect(await load(token)).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(await load(`${server}/lti/reg-2/token`, { method: 'POST' })).toMatchObject({ status: 404 });
    expect(await load(token, { method: 'POST', body: new Uint8Array(256 * 1024 + 1) })).toMatchObject({ status: 413 });
    for (const path of ['/', '/lti/reg-1', '/lti//token', '/lti/%zz/token', '/launch/unknown', '/launch/a/b']) {
      expect(await load(`${host.origins().browser}${path}`), path).toMatchObject({ status: 404 });
    }
  });

  test('that needs the vault says so while it is locked, and a bug tells nothing but that it is one', async () => {
    host.mount('token', 'server', async () => Promise.reject(new ProblemError('vault.locked')));
    host.mount('register', 'server', async () => Promise.reject(new Error('/lti/reg-1/secret')));
    const { server } = host.origins();
    const locked = await load(`${server}/lti/reg-1/token`, { method: 'POST' });
    expect(locked).toMatchObject({ status: 503, headers: { 'retry-after': '30' } });
    const bug = await load(`${server}/lti/reg-1/register`, { method: 'POST' });
    expect(bug.status).toBe(500);
    expect(`${bug.body}${log.lines.join()}`).not.toContain('secret');
  });
});

describe('asked by a page of another site', () => {
  const navigated = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
  const scripted = { ...navigated, 'sec-fetch-mode': 'cors', origin: 'https://evil.example' };

  test.each([
    ['authorize', 'browser', 202],
    ['token', 'server', 403],
  ] as const)('%s takes no script, and a navigation gets %i', async (name, audience, status) => {
    host.mount(name, audience, echo);
    const url = `${host.origins()[audience]}/lti/reg-1/${name}`;
    expect(await load(url, { method: 'POST', headers: scripted })).toMatchObject({ status: 403 });
    expect(await load(url, { method: 'POST', headers: navigated })).toMatchObject({ status });
  });

  test('shows its keys all the same, and no launch', async () => {
    host.mount(
      'jwks',
      'server',
      keySetEndpoint(() => []),
    );
    const { keySet } = host.addresses({ id: 'reg-1', issuer: '' });
    expect(await load(keySet, { headers: scripted })).toMatchObject({ status: 200 });
    const page = host.publish('exchange-1', async () => ({ status: 200, headers: [], body: '' }));
    expect(await load(page, { headers: scripted })).toMatchObject({ status: 403 });
    expect(await load(page, { headers: navigated })).toMatchObject({ status: 200 });
  });
});

test('publishes the keys of a registration to everyone, uncached', async () => {
  const key = { kty: 'RSA', kid: 'key-1', n: 'AQ', e: 'AQAB' };
  host.mount(
    'jwks',
    'server',
    keySetEndpoint(() => [key]),
  );
  const { status, headers, body } = await load(host.addresses({ id: 'reg-1', issuer: '' }).keySet);
  expect([status, JSON.parse(body)]).toEqual([200, { keys: [key] }]);
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'access-control-allow-origin': '*',
    'cache-control': 'no-store',
  });
});

test('serves launch pages under addresses nobody can guess, until they are retracted', async () => {
  const page = async () => ({ status: 200, headers: [], body: 'page' });
  const url = host.publish('exchange-1', page);
  const other = host.publish('exchange-2', page);
  expect(url).toMatch(/^http:\/\/platform\.localhost:\d+\/launch\/[\w-]{43}$/);
  expect(await load(url)).toMatchObject({ status: 200, body: 'page' });
  host.retract('exchange-1');
  expect(await load(url)).toMatchObject({ status: 404 });
  expect(await load(other)).toMatchObject({ status: 200 });
});

describe('its port', () => {
  test('is drawn once and then kept', async () => {
    const { settings } = await openTestStorage(temporaryFolder());
    const first = await startHost(settings);
    const { server } = first.origins();
    await first.close();
    expect((await startHost(settings)).origins().server).toBe(server);
  });

  test('gives way to another program until the next start, and says so', async () => {
    const taken = Number(new URL(host.origins().server).port);
    const { settings } = await openTestStorage(temporaryFolder());
    settings.write('advantage', { port: taken });
    const moved = await startHost(settings);
    expect(moved.origins()).not.toEqual(host.origins());
    expect(moved.addresses({ id: 'reg-1', issuer: '' })).toMatchObject({ takenPort: taken });
    expect(settings.read('advantage', z.unknown())).toEqual({ port: taken });
  });
});
