import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AdvantageAddresses } from '../../../src/protocol/models/advantage/addresses.ts';
import { originOf } from '../../fixtures/listening.ts';
import { Bench } from '../../integration/bench.ts';

type Listener = { address: string; port: number };

/** Everything this process listens on, from the kernel: a server that is new cannot be forgotten here. */
function listeners(): Listener[] {
  const inodes = new Set(
    readdirSync('/proc/self/fd').flatMap((fd) => /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/self/fd/${fd}`))?.[1] ?? []),
  );
  return ['/proc/self/net/tcp', '/proc/self/net/tcp6'].filter(existsSync).flatMap((table) =>
    readFileSync(table, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === '0A' && inodes.has(inode ?? ''))
      .map(([, local = '']) => {
        const [address = '', port = ''] = local.split(':');
        return { address, port: Number.parseInt(port, 16) };
      }),
  );
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** Status of an answer to a request that came under another name, as after DNS rebinding. */
async function statusFor(port: number, host: string): Promise<number> {
  return status(port, { method: 'GET', path: '/', headers: { host } });
}

type Asked = { method: string; path: string; headers: Record<string, string> };

async function status(port: number, asked: Asked): Promise<number> {
  const request = (await speaksTls(port)) ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, ...asked, rejectUnauthorized: false };
    request(options, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

/** A server of plain http answers a line that is none with text. */
function speaksTls(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('no request\r\n\r\n'));
    socket.once('data', (data) => {
      resolve(!data.toString('latin1').startsWith('HTTP/'));
      socket.destroy();
    });
    socket.once('error', () => resolve(true));
    socket.once('close', () => resolve(true));
  });
}

let bench: Bench;
let before: Listener[];
let platform: AdvantageAddresses;

describe.skipIf(!existsSync('/proc/self/net/tcp'))('every server of a running core', () => {
  beforeAll(async () => {
    before = listeners();
    bench = new Bench();
    await bench.sandbox();
    const { settings } = await bench.call('catcher.state', {});
    await bench.call('catcher.saveSettings', { settings: { ...settings, port: await freePort() } });
    await bench.call('catcher.start', {});
    const { id: credentialId } = await bench.call('credentials.create', { draft: registration });
    platform = await bench.call('advantage.addresses', { credentialId });
  });
  afterAll(() => bench.remove());

  const own = () => listeners().filter(({ port }) => !before.some((known) => known.port === port));

  test('is reached from this machine alone', () => {
    // The platforms of LTI 1.1 and 1.3, four counterparties, the https addresses of one of them, and the catcher.
    expect(own().length).toBeGreaterThanOrEqual(8);
    expect([...new Set(own().map(({ address }) => address))]).toEqual(['0100007F']);
  });

  test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'localhost.evil.example', '[::ffff:7f00:1]'])(
    'refuses a request to the name "%s" (DNS rebinding)',
    async (name) => {
      for (const { port } of own()) {
        const host = name.includes(':') ? name : `${name}:${port}`;
        expect([400, 421], `port ${port}`).toContain(await statusFor(port, host));
      }
    },
  );

  /** What Chromium sends for a page of another site. */
  const scripted = {
    origin: 'https://evil.example',
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'no-cors',
    'sec-fetch-dest': 'empty',
  };
  const navigated = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

  test('is asked by no script of another page, and by its navigations, as launches are', async () => {
    for (const { name, url } of await pages()) {
      const { host, port } = new URL(url);
      const ask = (method: string, headers: Record<string, string>) =>
        status(Number(port), { method, path: '/', headers: { host, ...headers } });
      for (const method of ['GET', 'POST']) {
        expect(await ask(method, scripted), `${name} ${method} by a script`).toBe(403);
        expect(await ask(method, navigated), `${name} ${method} by navigation`).not.toBe(403);
      }
      expect(await ask('GET', { origin: 'https://evil.example' }), `${name} by an old browser`).toBe(403);
    }
  });

  test('answers no browser at all where only servers call', async () => {
    const { host, port } = new URL((await connectionUrls()).get('Exam platform') ?? '');
    const ask = (headers: Record<string, string>) =>
      status(Number(port), { method: 'POST', path: '/api/v3/exams', headers: { host, ...headers } });
    for (const headers of [scripted, navigated, { origin: 'null' }, { origin: `http://${host}` }]) {
      expect(await ask(headers)).toBe(403);
    }
    expect(await ask({})).toBe(406);
  });

  test('answers for LTI 1.3 each caller under its own name, and no page of another site', async () => {
    const asked = [
      { url: platform.authorization, method: 'GET', scripts: 403, navigation: 400 },
      { url: platform.token, method: 'POST', scripts: 403, navigation: 403 },
      { url: platform.keySet, method: 'GET', scripts: 200, navigation: 200 },
    ];
    for (const { url, method, scripts, navigation } of asked) {
      const { host, port, pathname: path } = new URL(url);
      const ask = (headers: Record<string, string>) => status(Number(port), { method, path, headers });
      expect(await ask({ host, ...scripted }), `${path} by a script`).toBe(scripts);
      expect(await ask({ host, ...navigated }), `${path} by navigation`).toBe(navigation);
      const other = host.startsWith('platform.') ? `127.0.0.1:${port}` : `platform.localhost:${port}`;
      expect(await ask({ host: other }), `${path} under the other name`).toBe(421);
    }
  });

  async function connectionUrls(): Promise<Map<string, string>> {
    const connections = await bench.call('connections.list', {});
    return new Map(connections.map(({ name, baseUrl }) => [name, baseUrl]));
  }

  async function pages(): Promise<{ name: string; url: string }[]> {
    const urls = await connectionUrls();
    const { urls: catcher } = await bench.call('catcher.state', {});
    return [
      { name: 'catcher', url: catcher.launch },
      ...['Bookshelf', 'Library store'].map((name) => ({ name, url: urls.get(name) ?? '' })),
    ];
  }
});

/** A port that was given and returned. */
async function freePort(): Promise<number> {
  const { origin, close } = await originOf(createServer());
  await close();
  return Number(new URL(origin).port);
}

/** A tool of LTI 1.3, so that the platform has something to answer for. */
const registration = {
  kind: 'lti-registration' as const,
  name: 'Tool',
  allowedHosts: [],
  issuer: 'https://lms.example',
  clientId: 'client-1',
  deploymentIds: ['1'],
  loginUrl: 'https://tool.example/login',
  redirectUris: ['https://tool.example/launch'],
  keySetUrl: '',
  keySet: '',
  privateKey: '',
  generateKey: false,
};
