import { describe, expect, it } from 'vitest';
import type { Hop } from '../../protocol/models/exchanges/exchange.ts';
import { bodyOf, get, serve, serveRaw, testBench, text } from './test-servers.ts';

const { exchange, failureOf, started } = testBench();

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
