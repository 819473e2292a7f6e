import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { performance } from 'node:perf_hooks';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { Hop } from '../../protocol/models/exchange.ts';
import type { HttpOptions, HttpRequest } from '../ports.ts';
import { TransportError } from './failures.ts';
import {
  bodyOf,
  type CertificateName,
  defaults,
  get,
  serve,
  serveRaw,
  serveTls,
  type TestServer,
  testAuthority,
} from './test-servers.ts';
import { createTransport } from './transport.ts';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function started(server: Promise<TestServer>): Promise<number> {
  const { port, close } = await server;
  cleanups.push(close);
  return port;
}

function exchange(request: HttpRequest, options: Partial<HttpOptions> = {}, authorities = [testAuthority]) {
  const transport = createTransport({ extraAuthorities: authorities });
  cleanups.push(() => transport.close());
  return transport.exchange(request, { ...defaults, ...options });
}

async function failureOf(request: HttpRequest, options: Partial<HttpOptions> = {}): Promise<TransportError> {
  const outcome = await exchange(request, options).catch((error: unknown) => error);
  if (!(outcome instanceof TransportError)) throw new Error(`no transport error: ${String(outcome)}`);
  return outcome;
}

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

describe('a request', () => {
  it('goes out as given: header order, case and duplicates, and the hop says exactly what was sent', async () => {
    let raw: string[] = [];
    let body = '';
    const port = await started(
      serve(async (request, response) => {
        raw = request.rawHeaders;
        body = (await bodyOf(request)).toString();
        response.end('ok');
      }),
    );
    const { hops, bodies } = await exchange({
      method: 'POST',
      url: `http://localhost:${port}/a/b?x=1&y=%20#part`,
      headers: [
        ['X-Zulu', '1'],
        ['content-TYPE', 'text/plain'],
        ['X-Alpha', 'a'],
        ['X-Alpha', 'b'],
        ['Content-Length', '999'],
      ],
      body: Buffer.from('hello'),
    });
    expect(hops).toHaveLength(1);
    expect(hops[0]?.requestHeaders.flat()).toEqual(raw);
    expect(raw).toEqual(
      expect.arrayContaining(['X-Zulu', '1', 'content-TYPE', 'text/plain', 'X-Alpha', 'a', 'X-Alpha', 'b']),
    );
    expect(raw.slice(-2)).toEqual(['content-length', '5']);
    expect(body).toBe('hello');
    expect(text(bodies.get(0))).toBe('ok');
  });

  it.each(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])(
    'reports the headers of a %s without body as the server saw them',
    async (method) => {
      let raw: string[] = [];
      const port = await started(
        serve((request, response) => {
          raw = request.rawHeaders;
          response.end();
        }),
      );
      const { hops } = await exchange({ ...get(`http://127.0.0.1:${port}/`, [['Host', 'tool.example']]), method });
      expect(hops[0]?.requestHeaders.flat()).toEqual(raw);
    },
  );

  it('keeps raw response headers with duplicates, case and UTF-8', async () => {
    const port = await started(
      serveRaw(
        'HTTP/1.1 418 I am a teapot\r\nX-One: 1\r\nx-one: 2\r\nX-Name: Zo\xc3\xab\r\nX-Old: Zo\xeb\r\ncontent-length: 0\r\n\r\n',
      ),
    );
    const { hops } = await exchange(get(`http://127.0.0.1:${port}/`));
    expect(hops[0]).toMatchObject({
      status: 418,
      statusText: 'I am a teapot',
      responseHeaders: [
        ['X-One', '1'],
        ['x-one', '2'],
        ['X-Name', 'Zoë'],
        ['X-Old', 'Zoë'],
        ['content-length', '0'],
      ],
      remoteAddress: `127.0.0.1:${port}`,
      tls: null,
      failure: null,
    });
  });

  it('resolves names below localhost to this machine', async () => {
    const port = await started(serve((request, response) => response.end(request.headers.host)));
    const { bodies, hops } = await exchange(get(`http://platform.localhost:${port}/`));
    expect(text(bodies.get(0))).toBe(`platform.localhost:${port}`);
    expect(hops[0]?.remoteAddress).toBe(`127.0.0.1:${port}`);
  });

  it('times the phases that happened', async () => {
    const port = await started(
      serve((_request, response) => {
        response.write('a');
        setTimeout(() => response.end('b'), 40);
      }),
    );
    const { hops } = await exchange(get(`http://localhost:${port}/`));
    const timing = hops[0]?.timing;
    expect(timing?.tls).toBeNull();
    expect(timing?.dns).not.toBeNull();
    expect(timing?.receive).toBeGreaterThan(20);
    const parts = [timing?.dns, timing?.connect, timing?.send, timing?.wait, timing?.receive];
    expect(parts.every((part) => typeof part === 'number' && part >= 0)).toBe(true);
    const sum = parts.reduce<number>((total, part) => total + (part ?? 0), 0);
    expect(Math.abs((timing?.total ?? 0) - sum)).toBeLessThan(5);
  });

  it('tells about a hop when it begins and when it ends', async () => {
    const port = await started(serve((_request, response) => response.end()));
    const seen: (number | null)[] = [];
    await exchange(get(`http://127.0.0.1:${port}/`), { onHop: (hop: Hop) => seen.push(hop.status) });
    expect(seen).toEqual([null, 200]);
  });

  it('waits through an early hint for the real response', async () => {
    const port = await started(
      serveRaw('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'),
    );
    const { hops, bodies } = await exchange(get(`http://127.0.0.1:${port}/`));
    expect(hops[0]?.status).toBe(200);
    expect(text(bodies.get(0))).toBe('ok');
  });

  it.each(['ftp://host/', 'not a url', '/path', 'https://user:pass@host/'])('refuses the URL %s', async (url) => {
    await expect(exchange(get(url))).rejects.toMatchObject({ problem: { code: 'input.invalid', field: 'url' } });
  });

  it('names a header that cannot be sent', async () => {
    const port = await started(serve((_request, response) => response.end()));
    const error = await failureOf(get(`http://127.0.0.1:${port}/`, [['X Bad', '1']]));
    expect(error.problem.code).toBe('input.invalid');
  });
});

describe('a body', () => {
  const plain = Buffer.from('größer '.repeat(5_000));
  it.each([
    ['gzip', gzipSync(plain)],
    ['x-gzip', gzipSync(plain)],
    ['deflate', deflateSync(plain)],
    ['deflate', deflateRawSync(plain)],
    ['br', brotliCompressSync(plain)],
    ['zstd', zstdCompressSync(plain)],
    ['gzip, br', brotliCompressSync(gzipSync(plain))],
    ['identity', plain],
    ['made-up', plain],
  ])('is decoded from %s', async (coding, coded) => {
    const port = await started(
      serve((_request, response) => response.setHeader('content-encoding', coding).end(coded)),
    );
    const { bodies } = await exchange(get(`http://127.0.0.1:${port}/`));
    expect(Buffer.from(bodies.get(0) ?? []).equals(plain)).toBe(true);
  });

  it('may be absent although a coding is declared', async () => {
    const port = await started(
      serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end()),
    );
    const { bodies } = await exchange({ ...get(`http://127.0.0.1:${port}/`), method: 'HEAD' });
    expect(bodies.get(0)).toHaveLength(0);
  });

  it.each([
    ['is not what its coding says', Buffer.from('not gzip at all')],
    ['is cut off', gzipSync(plain).subarray(0, 60)],
  ])('that %s is an invalid response, kept as a hop', async (_name, bytes) => {
    const port = await started(
      serve((_request, response) => response.setHeader('content-encoding', 'gzip').end(bytes)),
    );
    const error = await failureOf(get(`http://127.0.0.1:${port}/`));
    expect(error.problem.code).toBe('network.invalid-response');
    expect(error.hops[0]).toMatchObject({ status: 200, failure: { error: 'content-encoding' } });
  });

  it.each([
    ['plain', (bytes: Buffer) => bytes, ''],
    ['compressed', gzipSync, 'gzip'],
  ])('that is too large, %s, ends the exchange and keeps what was read', async (_name, code, coding) => {
    const port = await started(
      serve((_request, response) =>
        response.setHeader('content-encoding', coding).end(code(Buffer.alloc(500_000, 'x'))),
      ),
    );
    const error = await failureOf(get(`http://127.0.0.1:${port}/`), { maxBodyBytes: 100_000 });
    expect(error.problem).toMatchObject({ code: 'network.too-large', params: { limit: 100_000 } });
    expect(error.hops[0]).toMatchObject({ status: 200, failure: { error: 'too-large' } });
    expect(error.bodies.get(0)).toHaveLength(100_000);
  });

  it('of 100 MB arrives whole, with progress, and the event loop stays free', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'abcdefgh');
    const total = 100 * piece.length;
    const port = await started(
      serve(async (_request, response) => {
        response.setHeader('content-length', total);
        for (let sent = 0; sent < 100; sent += 1) if (!response.write(piece)) await once(response, 'drain');
        response.end();
      }),
    );
    const progress: number[] = [];
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const { bodies } = await exchange(get(`http://127.0.0.1:${port}/`), {
      maxBodyBytes: total,
      onProgress: (received, announced) => {
        expect(announced).toBe(total);
        progress.push(received);
      },
    });
    clearInterval(watch);
    expect(bodies.get(0)?.length).toBe(total);
    expect(progress.at(-1)).toBe(total);
    expect(progress).toEqual(progress.toSorted((one, other) => one - other));
    expect(progress.length).toBeLessThan(200);
    // The budget is 50 ms; a machine busy with other tests gets some room.
    expect(longest).toBeLessThan(250);
  });
});

describe('redirects', () => {
  const methodsOf = (hops: readonly Hop[]) => hops.map(({ method, status }) => `${method} ${status}`);

  const redirector =
    (status: number, location: string): RequestListener =>
    async (request, response) => {
      const body = await bodyOf(request);
      if (request.url === '/start') response.writeHead(status, { location }).end('moved');
      else response.end(`${request.method} ${request.headers['content-type'] ?? '-'} ${body.toString()}`);
    };

  it.each([
    [301, 'GET - '],
    [302, 'GET - '],
    [303, 'GET - '],
    [307, 'POST text/plain data'],
    [308, 'POST text/plain data'],
  ])('a %d after POST leads to: %s', async (status, seen) => {
    const port = await started(serve(redirector(status, 'landing?x#top')));
    const { hops, bodies } = await exchange({
      method: 'POST',
      url: `http://127.0.0.1:${port}/start`,
      headers: [['Content-Type', 'text/plain']],
      body: Buffer.from('data'),
    });
    expect(methodsOf(hops)).toEqual([`POST ${status}`, `${seen.split(' ')[0]} 200`]);
    expect(hops[0]?.location).toBe(`http://127.0.0.1:${port}/landing?x#top`);
    expect(hops[1]?.url).toBe(`http://127.0.0.1:${port}/landing?x#top`);
    expect(text(bodies.get(0))).toBe('moved');
    expect(text(bodies.get(1))).toBe(seen);
  });

  it('carry cookies along and record what became of each', async () => {
    const port = await started(
      serve((request, response) => {
        if (request.url !== '/start') return response.end(request.headers.cookie);
        return response
          .writeHead(302, {
            location: '/landing',
            'set-cookie': [
              'sid=1; Path=/; HttpOnly',
              'foreign=1; Domain=elsewhere.example',
              '__Host-x=1; Path=/',
              'none=1; SameSite=None',
              'own=new',
              'gone=; Max-Age=0',
            ],
          })
          .end();
      }),
    );
    const { hops, bodies } = await exchange(get(`http://127.0.0.1:${port}/start`, [['COOKIE', 'own=old; kept=1']]));
    expect(hops[0]?.sentCookies).toEqual(['own', 'kept']);
    expect(hops[0]?.cookies.map(({ name, stored, blocked }) => [name, stored, ...blocked])).toEqual([
      ['sid', true],
      ['foreign', false, 'InvalidDomain'],
      ['__Host-x', false, 'InvalidPrefix'],
      ['none', false, 'SameSiteNoneInsecure'],
      ['own', true],
      ['gone', false],
    ]);
    expect(hops[0]?.cookies[0]?.line).toBe('sid=1; Path=/; HttpOnly');
    expect(text(bodies.get(1))).toBe('kept=1; sid=1; own=new');
    expect(hops[1]?.requestHeaders).toContainEqual(['COOKIE', 'kept=1; sid=1; own=new']);
    expect(hops[1]?.sentCookies).toEqual(['kept', 'sid', 'own']);
  });

  it('keep credentials from another origin', async () => {
    let seen: string[] = [];
    const other = await started(
      serve((request, response) => {
        seen = request.rawHeaders;
        response.end();
      }),
    );
    const port = await started(serve(redirector(302, `http://127.0.0.1:${other}/`)));
    const headers: HttpRequest['headers'] = [
      ['Authorization', 'Bearer x'],
      ['Cookie', 'a=1'],
      ['X-Other', '1'],
      ['X-Key', '1'],
    ];
    const url = `http://127.0.0.1:${port}/start`;
    await exchange(get(url, headers));
    expect(seen).not.toContain('Authorization');
    expect(seen).not.toContain('Cookie');
    expect(seen).toContain('X-Other');
    await exchange(get(url, headers), { allowRedirect: () => ({ dropHeaders: ['x-key'] }) });
    expect(seen).toContain('Authorization');
    expect(seen).not.toContain('X-Key');
  });

  it('end where the caller does not allow them', async () => {
    const port = await started(serve(redirector(302, '/landing')));
    const asked: string[] = [];
    const { hops } = await exchange(get(`http://127.0.0.1:${port}/start`), {
      allowRedirect: (from, to, keepsBody) => {
        asked.push(`${from.pathname} ${to.pathname} ${keepsBody}`);
        return false;
      },
    });
    expect(methodsOf(hops)).toEqual(['GET 302']);
    expect(asked).toEqual(['/start /landing false']);
  });

  it.each([
    ['POST', 302, false],
    ['POST', 307, true],
    ['PUT', 302, true],
    ['PUT', 303, false],
  ])('tell the caller whether the body of a %s goes on after a %d', async (method, status, expected) => {
    const port = await started(serve(redirector(status, '/landing')));
    const told: boolean[] = [];
    await exchange(
      { method, url: `http://127.0.0.1:${port}/start`, headers: [], body: Buffer.from('data') },
      { allowRedirect: (_from, _to, keepsBody) => told.push(keepsBody) > 0 },
    );
    expect(told).toEqual([expected]);
  });

  it.each(['exam-app://open?id=1', 'javascript:alert(1)', 'file:///etc/passwd'])(
    'end at a location that is not HTTP: %s',
    async (location) => {
      const port = await started(serve(redirector(302, location)));
      const { hops } = await exchange(get(`http://127.0.0.1:${port}/start`));
      expect(hops).toHaveLength(1);
      expect(hops[0]).toMatchObject({ status: 302, location, failure: null });
    },
  );

  it('end with a note at a location that is no URL', async () => {
    const port = await started(serve(redirector(302, 'http://')));
    const { hops } = await exchange(get(`http://127.0.0.1:${port}/start`));
    expect(hops[0]).toMatchObject({ status: 302, location: null, failure: { error: 'invalid-location' } });
  });

  it('without end are too many, with every hop kept', async () => {
    const port = await started(
      serve((request, response) => response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end()),
    );
    const error = await failureOf(get(`http://127.0.0.1:${port}/a`), { maxRedirects: 4 });
    expect(error.problem).toMatchObject({ code: 'network.too-many-redirects', params: { count: 4, circle: 1 } });
    expect(error.hops).toHaveLength(5);
  });
});

describe('TLS', () => {
  const ok: RequestListener = (_request, response) => response.end('ok');

  it('is described', async () => {
    const port = await started(serveTls('server', ok));
    const { hops } = await exchange(get(`https://localhost:${port}/`));
    expect(hops[0]?.tls).toMatchObject({
      protocol: 'TLSv1.3',
      cipher: expect.stringMatching(/^TLS_/),
      subject: expect.stringContaining('CN=localhost'),
      issuer: expect.stringContaining('CN=Countersign test-only authority'),
      validFrom: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect(hops[0]?.timing?.tls).toBeGreaterThan(0);
  });

  it('accepts a certificate for an address', async () => {
    const port = await started(serveTls('server', ok));
    const { bodies } = await exchange(get(`https://127.0.0.1:${port}/`));
    expect(text(bodies.get(0))).toBe('ok');
  });

  it.each<[CertificateName, string, string, string[]]>([
    ['expired', 'CERT_HAS_EXPIRED', 'expired', [testAuthority]],
    ['other', 'ERR_TLS_CERT_ALTNAME_INVALID', 'another host', [testAuthority]],
    ['server', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'intermediate', []],
  ])('refuses the certificate "%s" with %s, sends nothing and shows it', async (name, code, words, authorities) => {
    let requests = 0;
    const port = await started(
      serveTls(name, (_request, response) => {
        requests += 1;
        response.end();
      }),
    );
    const error = await exchange(get(`https://localhost:${port}/`), {}, authorities).catch((caught: unknown) => caught);
    if (!(error instanceof TransportError)) throw new Error('accepted');
    expect(error.problem).toMatchObject({ code: 'network.tls', params: { host: 'localhost', code } });
    expect(error.problem.params.reason).toContain(words);
    expect(error.hops[0]?.tls?.issuer).toContain('Countersign test-only authority');
    expect(error.hops[0]?.failure?.error).toBe(code);
    expect(requests).toBe(0);
  });

  it('says so when the other side speaks plain HTTP', async () => {
    const port = await started(serveRaw('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const error = await failureOf(get(`https://localhost:${port}/`));
    expect(error.problem.code).toBe('network.tls');
    expect(error.problem.params.reason).toContain('does not speak TLS');
  });
});

describe('failures', () => {
  it('a name nobody has', async () => {
    const error = await failureOf(get('http://no-such-host.invalid/'));
    expect(error.problem).toMatchObject({ code: 'network.name-not-found', params: { host: 'no-such-host.invalid' } });
    expect(error.hops[0]?.failure?.reason).toContain('no-such-host.invalid');
  });

  it('a port nobody listens on', async () => {
    const { port, close } = await serve(() => {});
    await close();
    const error = await failureOf(get(`http://localhost:${port}/`));
    expect(error.problem).toMatchObject({ code: 'network.refused', params: { host: 'localhost', port } });
  });

  it.each([
    ['closed at once', '', 'network.reset'],
    ['reset', null, 'network.reset'],
    ['not HTTP', 'SSH-2.0-OpenSSH_9\r\n\r\n', 'network.invalid-response'],
    ['a broken header', 'HTTP/1.1 200 OK\r\nno colon here\r\n\r\n', 'network.invalid-response'],
    ['shorter than announced', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc', 'network.reset'],
    ['a broken chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n', 'network.invalid-response'],
    ['endless headers', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(300_000)}\r\n\r\n`, 'network.invalid-response'],
  ])('an answer that is %s', async (_name, answer, code) => {
    const port = await started(serveRaw(answer));
    const error = await failureOf(get(`http://127.0.0.1:${port}/`));
    expect(error.problem.code).toBe(code);
    expect(error.hops[0]?.failure).not.toBeNull();
  });

  it('a time-out says in which phase the time ran out', async () => {
    const port = await started(serve(() => {}));
    const error = await failureOf(get(`http://127.0.0.1:${port}/`), { timeoutMs: 60 });
    expect(error.problem).toMatchObject({ code: 'network.timeout', params: { phase: 'wait', ms: 60 } });
    expect(error.hops[0]?.timing?.wait).toBeGreaterThan(0);
  });

  it('a time-out in the middle of a body keeps the status', async () => {
    const port = await started(serve((_request, response) => void response.write('some')));
    const error = await failureOf(get(`http://127.0.0.1:${port}/`), { timeoutMs: 80 });
    expect(error.problem.params.phase).toBe('receive');
    expect(error.hops[0]?.status).toBe(200);
    expect(text(error.bodies.get(0))).toBe('some');
  });

  it('the time-out counts for all hops together', async () => {
    const port = await started(
      serve((_request, response) => void setTimeout(() => response.writeHead(302, { location: '/' }).end(), 40)),
    );
    const error = await failureOf(get(`http://127.0.0.1:${port}/`), { timeoutMs: 100, maxRedirects: 50 });
    expect(error.problem.code).toBe('network.timeout');
    expect(error.hops.length).toBeGreaterThan(1);
  });

  it('cancelling before and during the exchange', async () => {
    let arrived = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const port = await started(serve(() => arrived()));
    const before = await failureOf(get(`http://127.0.0.1:${port}/`), { signal: AbortSignal.abort() });
    expect(before.problem.code).toBe('cancelled');
    expect(before.hops).toEqual([]);
    const controller = new AbortController();
    const during = failureOf(get(`http://127.0.0.1:${port}/`), { signal: controller.signal });
    await arrival;
    controller.abort();
    expect((await during).problem.code).toBe('cancelled');
    expect((await during).hops[0]?.failure?.error).toBe('cancelled');
  });

  it('closing the transport cancels what runs', async () => {
    const transport = createTransport();
    const port = await started(serve(() => transport.close()));
    await expect(transport.exchange(get(`http://127.0.0.1:${port}/`), defaults)).rejects.toMatchObject({
      problem: { code: 'cancelled' },
    });
  });

  it('a failure behind a redirect keeps the hops before it', async () => {
    const { port: dead, close } = await serve(() => {});
    await close();
    const port = await started(
      serve((_request, response) => response.writeHead(302, { location: `http://127.0.0.1:${dead}/` }).end('gone')),
    );
    const error = await failureOf(get(`http://127.0.0.1:${port}/`));
    expect(error.hops.map(({ status }) => status)).toEqual([302, null]);
    expect(text(error.bodies.get(0))).toBe('gone');
  });
});
