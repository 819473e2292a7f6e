import { once } from 'node:events';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BodyReader } from './body-reader.ts';
import { get, serve, testBench } from './test-servers.ts';

const { exchange, failureOf, started } = testBench();

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
    expect(error.problem).toMatchObject({
      code: 'network.too-large',
      params: { limit: '100000 bytes', bytes: 100_000 },
    });
    expect(error.hops[0]).toMatchObject({ status: 200, failure: { error: 'too-large' } });
    expect(error.bodies.get(0)).toHaveLength(100_000);
  });

  it('of 100 MB arrives whole and with progress', async () => {
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
    const { bodies } = await exchange(get(`http://127.0.0.1:${port}/`), {
      maxBodyBytes: total,
      onProgress: (received, announced) => {
        expect(announced).toBe(total);
        progress.push(received);
      },
    });
    expect(bodies.get(0)?.length).toBe(total);
    expect(progress.at(-1)).toBe(total);
    expect(progress).toEqual(progress.toSorted((one, other) => one - other));
    expect(progress.length).toBeLessThan(200);
  });

  it('is joined in small steps, so that other work gets its turn', async () => {
    const reader = new BodyReader({ codings: [], maxBytes: 1e9, onDrain: () => {}, onFailure: () => {} });
    const piece = Buffer.alloc(1024 * 1024, 'x');
    for (let count = 0; count < 100; count += 1) reader.write(piece);
    await reader.end();
    let turns = 0;
    let done = false;
    const other = () => {
      turns += 1;
      if (!done) setImmediate(other);
    };
    setImmediate(other);
    const whole = await reader.bytes();
    done = true;
    expect(whole.length).toBe(100 * piece.length);
    expect(turns).toBeGreaterThanOrEqual(20);
  });
});
