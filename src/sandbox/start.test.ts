import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { receivedRequestSchema } from '../protocol/sandbox-control.ts';
import { PortInUseError } from './http/server.ts';
import type { Sandbox } from './start.ts';
import { startSandbox } from './start.ts';
import {
  credentials,
  examHeaders,
  postForm,
  postToolProvider,
  signedExamCall,
  signedLaunch,
  statusForHost,
  testOptions,
  toolProviderValues,
} from './test-support.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox(testOptions);
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

describe('where the servers listen', () => {
  it.each(['127.0.0.1', 'localhost:4000', 'moodle.localhost', 'LOCALHOST'])('serves the host %s', async (host) => {
    expect(await statusForHost(sandbox.urls.bookshelf, host)).toBe(200);
  });

  it.each(['rebound.example', 'localhost.example', '127.0.0.1.example:80', 'notlocalhost', '127.0.0.2', '[::1]'])(
    'answers 421 to the host %s',
    async (host) => {
      expect(await statusForHost(sandbox.urls.bookshelf, host)).toBe(421);
      expect(await statusForHost(sandbox.urls.examPlatform, host)).toBe(421);
    },
  );

  it('takes the ports it is given, and says so when one is taken', async () => {
    const port = Number(new URL(sandbox.urls.bookshelf).port);
    const wanted = startSandbox({ ...testOptions, bookshelf: { ...credentials.bookshelf, port } });
    await expect(wanted).rejects.toThrow(PortInUseError);
    await expect(wanted).rejects.toThrow(`Port ${port}`);
  });

  it('comes back on the same port after it was closed', async () => {
    const first = await startSandbox(testOptions);
    await fetch(first.urls.bookshelf);
    await first.close();
    await expect(fetch(first.urls.bookshelf)).rejects.toThrow('fetch failed');
    const port = Number(new URL(first.urls.bookshelf).port);
    const second = await startSandbox({ ...testOptions, bookshelf: { ...credentials.bookshelf, port } });
    expect(second.urls.bookshelf).toBe(first.urls.bookshelf);
    await second.close();
  });
});

describe('bodies', () => {
  it('answers 413 to more than one MiB', async () => {
    const response = await postToolProvider(sandbox.urls.examPlatform, { tool_name: 'x'.repeat(1024 * 1024) });
    expect([response.status, response.headers.get('x-sandbox-reason')]).toEqual([413, 'body-too-large']);
  });

  it('answers HEAD without a body', async () => {
    const response = await fetch(sandbox.urls.bookshelf, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });
});

describe('what the servers remember of requests', () => {
  it('tells what came and what was answered, without any secret', async () => {
    const { apiToken, secretKey } = credentials.examPlatform;
    const values = {
      ...toolProviderValues,
      oauth_consumer_key: secretKey,
      tool_url: `https://tool.example/${apiToken}`,
    };
    await postToolProvider(sandbox.urls.examPlatform, signedExamCall(values));
    const [request] = sandbox.received('examPlatform');
    expect(receivedRequestSchema.parse(request)).toEqual(request);
    expect(request).toMatchObject({ sequence: 1, at: '2026-03-01T12:00:00.000Z', method: 'POST', status: 200 });
    expect(request).toMatchObject({ path: '/api/v3/tool_providers', reason: null, fault: null });
    expect(new Map(request?.parameters).get('tool_name')).toBe('Some name – é');
    expect(new Map(request?.parameters).get('oauth_consumer_secret')).toBe('•••');
    expect(new Map(request?.headers).get('authorization')).toBe('•••');
    const text = JSON.stringify(sandbox.received('examPlatform'));
    for (const secret of [apiToken, secretKey, 'their-secret']) expect(text).not.toContain(secret);
  });

  it('hides the bookshelf’s secret, sign-in tokens and session cookies', async () => {
    const url = `${sandbox.urls.bookshelf}/books/L-999-70103`;
    const form = signedLaunch(url, { lis_person_name_full: credentials.bookshelf.secret });
    const sso = (await postForm(url, form)).headers.get('location') ?? '';
    const signIn = await fetch(sso, { redirect: 'manual' });
    const cookie = signIn.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    await fetch(signIn.headers.get('location') ?? '', { headers: { cookie } });
    const requests = sandbox.received('bookshelf');
    expect(requests.map(({ method, path, status }) => [method, path, status])).toEqual([
      ['POST', '/books/L-999-70103', 302],
      ['GET', '/sso/•••', 302],
      ['GET', '/reader/L-999-70103', 200],
    ]);
    const text = JSON.stringify(requests);
    for (const secret of [credentials.bookshelf.secret, new URL(sso).pathname.slice(5), cookie.split('=')[1] ?? '']) {
      expect(secret).not.toBe('');
      expect(text).not.toContain(secret);
    }
  });

  it('keeps the last 200', async () => {
    const url = `${sandbox.urls.examPlatform}/api/v3/nowhere`;
    for (let index = 0; index < 203; index += 1) await (await fetch(url, { headers: examHeaders })).text();
    const requests = sandbox.received('examPlatform');
    expect([requests.length, requests[0]?.sequence, requests.at(-1)?.sequence]).toEqual([200, 4, 203]);
    expect(requests[0]?.reason).toBe('unknown-path');
  });

  it('forgets everything on reset', async () => {
    const call = signedExamCall(toolProviderValues);
    expect((await postToolProvider(sandbox.urls.examPlatform, call)).status).toBe(200);
    sandbox.setFault('bookshelf', { kind: 'delay', milliseconds: 5 });
    sandbox.reset();
    expect(sandbox.faults()).toEqual({
      examPlatform: null,
      bookshelf: null,
      libraryStore: null,
      misbehavingTool: null,
    });
    expect(sandbox.received('examPlatform')).toEqual([]);
    const again = await postToolProvider(sandbox.urls.examPlatform, call);
    expect(await again.json()).toMatchObject({ tool_provider: { id: 1 } });
  });
});
