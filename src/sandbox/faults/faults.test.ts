import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxFaultInput } from '../../protocol/sandbox-control.ts';
import { sandboxFaultSchema } from '../../protocol/sandbox-control.ts';
import type { Sandbox } from '../start.ts';
import { startSandbox } from '../start.ts';
import {
  fieldOf,
  postForm,
  postToolProvider,
  signedExamCall,
  signedLaunch,
  testOptions,
  toolProviderValues,
} from '../test-support.ts';
import { rewriteCookie } from './cookies.ts';
import { FaultNotApplicableError } from './switchboard.ts';

let sandbox: Sandbox;
let exam: string;
let shelf: string;

beforeAll(async () => {
  sandbox = await startSandbox(testOptions);
  exam = sandbox.urls.examPlatform;
  shelf = sandbox.urls.bookshelf;
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

function create(): Promise<Response> {
  return postToolProvider(exam, signedExamCall(toolProviderValues));
}

function launch(): Promise<Response> {
  const url = `${shelf}/books/L-999-70103`;
  return postForm(url, signedLaunch(url));
}

describe('any status, any body', () => {
  it.each([
    [401, 'You are not authorized to access this page.'],
    [403, 'You are not authorized to access this page.'],
    [404, "Couldn't find tool provider with 'id'='1'"],
    [422, "Param is missing or the value is empty: 'tool_name'"],
    [503, 'Service Unavailable'],
  ])('answers %i with its words as JSON', async (status, words) => {
    sandbox.setFault('examPlatform', { kind: 'status', status });
    const response = await create();
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: words });
  });

  it('answers 423 with the documented list of exams', async () => {
    sandbox.setFault('examPlatform', { kind: 'status', status: 423 });
    const response = await create();
    expect([response.status, await response.json()]).toEqual([
      423,
      { error: { open_exam: [[{ id: 1, name: 'An open exam' }]] } },
    ]);
  });

  it('answers with an HTML page', async () => {
    sandbox.setFault('examPlatform', { kind: 'status', status: 500, body: 'html' });
    const response = await create();
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('<h1>Internal Server Error (500)</h1>');
  });

  it('answers with nothing', async () => {
    sandbox.setFault('bookshelf', { kind: 'status', status: 502, body: 'empty' });
    const response = await launch();
    expect([response.status, await response.text()]).toEqual([502, '']);
  });

  it('answers with JSON that breaks off, under a JSON media type', async () => {
    sandbox.setFault('examPlatform', { kind: 'status', status: 200, body: 'malformed-json' });
    const response = await create();
    expect(response.headers.get('content-type')).toContain('application/json');
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  it('lasts until it is cleared and keeps the server from acting', async () => {
    sandbox.setFault('examPlatform', { kind: 'status', status: 500 });
    expect([(await create()).status, (await create()).status]).toEqual([500, 500]);
    sandbox.setFault('examPlatform', null);
    expect(await (await create()).json()).toMatchObject({ tool_provider: { id: 1 } });
  });

  it('strikes once when it is wanted once', async () => {
    sandbox.setFault('examPlatform', { kind: 'status', status: 500, once: true });
    expect([(await create()).status, (await create()).status]).toEqual([500, 200]);
    expect(sandbox.faults().examPlatform).toBeNull();
  });

  it('leaves the other server alone', async () => {
    sandbox.setFault('examPlatform', { kind: 'status', status: 500 });
    expect((await launch()).status).toBe(302);
  });
});

describe('time', () => {
  it('answers late, but rightly', async () => {
    sandbox.setFault('examPlatform', { kind: 'delay', milliseconds: 150 });
    const started = performance.now();
    expect((await create()).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(149);
  });

  it('does not hold up closing', async () => {
    const other = await startSandbox(testOptions);
    other.setFault('examPlatform', { kind: 'delay', milliseconds: 600_000 });
    const call = postToolProvider(other.urls.examPlatform, signedExamCall(toolProviderValues)).catch(() => 'cut');
    const url = `${other.urls.bookshelf}/books/L-999-70103`;
    await postForm(url, signedLaunch(url));
    await other.close();
    expect(await call).toBe('cut');
  });

  it.each([-301, 301])('refuses right calls when its clock is off by %i s', async (seconds) => {
    sandbox.setFault('examPlatform', { kind: 'clock-skew', seconds });
    sandbox.setFault('bookshelf', { kind: 'clock-skew', seconds });
    expect((await create()).headers.get('x-sandbox-reason')).toBe('timestamp-stale');
    expect(await (await launch()).text()).toContain('Timestamp Expired');
  });
});

describe('the connection', () => {
  it.each(['examPlatform', 'bookshelf'] as const)('%s redirects without end', async (server) => {
    sandbox.setFault(server, { kind: 'redirect-loop', once: true });
    const response = server === 'examPlatform' ? await create() : await launch();
    expect(response.status).toBe(302);
    const next = new URL(response.headers.get('location') ?? '', response.url);
    await expect(fetch(next)).rejects.toThrow('fetch failed');
    const hop = await fetch(next, { redirect: 'manual' });
    expect(hop.headers.get('location')).toBe('/redirect-loop/1');
  });

  it('drops before the first byte', async () => {
    sandbox.setFault('examPlatform', { kind: 'drop-connection', once: true });
    await expect(create()).rejects.toThrow('fetch failed');
    expect(sandbox.received('examPlatform')).toMatchObject([{ status: null, fault: 'drop-connection' }]);
  });

  it('drops in the middle of the body', async () => {
    sandbox.setFault('examPlatform', { kind: 'drop-connection', when: 'mid-body' });
    const response = await create();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('streams as many MiB as asked for, still valid JSON', async () => {
    sandbox.setFault('examPlatform', { kind: 'huge-body', megabytes: 3 });
    const response = await create();
    const body = await response.text();
    expect(body.length).toBe(3 * 1024 * 1024);
    expect(JSON.parse(body)).toHaveProperty('filler');
  });

  it('stops streaming when the client has seen enough', async () => {
    sandbox.setFault('bookshelf', { kind: 'huge-body', megabytes: 1024, once: true });
    const response = await launch();
    const reader = response.body?.getReader();
    expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
    await reader?.cancel();
    expect((await launch()).status).toBe(302);
  });
});

describe('frames, media types and error pages', () => {
  async function landing(): Promise<Response> {
    const first = await launch();
    return fetch(first.headers.get('location') ?? '');
  }

  it.each(['DENY', 'SAMEORIGIN'] as const)('refuses to be framed by X-Frame-Options %s', async (value) => {
    sandbox.setFault('bookshelf', { kind: 'x-frame-options', value, once: true });
    expect((await landing()).headers.get('x-frame-options')).toBe(value);
    expect((await landing()).headers.get('x-frame-options')).toBeNull();
  });

  it('refuses to be framed by frame-ancestors, beside its own policy', async () => {
    sandbox.setFault('bookshelf', { kind: 'frame-ancestors', sources: ["'self'", 'https://lms.example:8443'] });
    const policy = (await landing()).headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'.*; frame-ancestors 'self' https:\/\/lms\.example:8443$/);
  });

  it('can be set on API answers, which have no policy of their own', async () => {
    sandbox.setFault('examPlatform', { kind: 'frame-ancestors', sources: ["'none'"] });
    expect((await create()).headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
  });

  it('names the wrong media type', async () => {
    sandbox.setFault('examPlatform', { kind: 'content-type', contentType: 'text/plain; charset=utf-8' });
    const response = await create();
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.json()).toHaveProperty('tool_provider');
  });

  it('shows real errors as pages and leaves successes as they are', async () => {
    sandbox.setFault('examPlatform', { kind: 'html-errors' });
    const refused = await postToolProvider(exam, signedExamCall(toolProviderValues, { secretKey: 'another' }));
    expect([refused.status, refused.headers.get('x-sandbox-reason')]).toEqual([403, 'signature-mismatch']);
    expect(await refused.text()).toContain(
      '<h1>Forbidden (403)</h1><pre>You are not authorized to access this page.</pre>',
    );
    expect(await (await create()).json()).toHaveProperty('tool_provider');
  });
});

describe('cookies', () => {
  it('signs in without setting any', async () => {
    sandbox.setFault('bookshelf', { kind: 'cookies', policy: 'none', once: true });
    const first = await launch();
    const signIn = await fetch(first.headers.get('location') ?? '', { redirect: 'manual' });
    expect(signIn.headers.getSetCookie()).toEqual([]);
    expect(sandbox.faults().bookshelf).toBeNull();
    const page = await fetch(signIn.headers.get('location') ?? '');
    expect(fieldOf(await page.text(), 'session-cookie')).toBe('not sent back');
  });

  it.each([
    ['none', null],
    ['strict', 'a=b; Path=/; HttpOnly; SameSite=Strict'],
    ['none-without-secure', 'a=b; Path=/; HttpOnly; SameSite=None'],
    ['secure-only', 'a=b; Path=/; HttpOnly; SameSite=None; Secure'],
    ['partitioned', 'a=b; Path=/; HttpOnly; SameSite=None; Secure; Partitioned'],
  ] as const)('%s', (policy, expected) => {
    expect(rewriteCookie('a=b; Path=/; HttpOnly; SameSite=Lax', policy)).toBe(expected);
  });
});

describe('what is no fault', () => {
  it.each([
    ['a status below 200', { kind: 'status', status: 100 }],
    ['a media type that breaks out of its header', { kind: 'content-type', contentType: 'text/plain\r\nx: y' }],
    ['a frame source that breaks out of its directive', { kind: 'frame-ancestors', sources: ["'self'; script-src *"] }],
    ['an unknown kind', { kind: 'gremlins' }],
    ['an unknown member', { kind: 'delay', milliseconds: 5, jitter: 2 }],
  ])('refuses %s', (_what, fault) => {
    expect(sandboxFaultSchema.safeParse(fault).success).toBe(false);
  });

  it.each([
    ['examPlatform', { kind: 'cookies', policy: 'none' }],
    ['bookshelf', { kind: 'html-errors' }],
  ] satisfies ['examPlatform' | 'bookshelf', SandboxFaultInput][])('%s cannot have %j', (server, fault) => {
    expect(() => sandbox.setFault(server, fault)).toThrow(FaultNotApplicableError);
    expect(sandbox.faults()[server]).toBeNull();
  });
});
