import { describe, expect, it } from 'vitest';
import { defaults, get, serve, serveRaw, testBench, text } from './test-servers.ts';
import { createTransport } from './transport.ts';

const { failureOf, started } = testBench();

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
    expect(error.problem).toMatchObject({ code: 'network.timeout', params: { phase: 'wait', ms: 60, seconds: 0.1 } });
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
