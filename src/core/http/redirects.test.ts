import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Hop } from '../../protocol/models/exchanges/exchange.ts';
import type { HttpRequest } from '../ports.ts';
import { bodyOf, get, serve, testBench, text } from './test-servers.ts';

const { exchange, failureOf, started } = testBench();

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
    expect(error.problem).toMatchObject({ code: 'network.too-many-redirects', params: { limit: 4, circle: 1 } });
    expect(error.hops).toHaveLength(5);
  });
});
