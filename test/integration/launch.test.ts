import { afterEach, beforeEach, expect, test } from 'vitest';
import { httpStage } from '../../src/core/adapters/node/http-stage/http-stage.ts';
import { createTransport } from '../../src/core/http/index.ts';
import type { Exchange, LaunchMode } from '../../src/protocol/models/exchanges/exchange.ts';
import { fetchingStage } from '../fixtures/fetching-stage.ts';
import { Bench, startTool } from './bench.ts';

let bench: Bench;

beforeEach(() => {
  bench = new Bench(fetchingStage());
});
afterEach(() => bench.remove());

async function launch(connectionName: string, mode: LaunchMode): Promise<Exchange> {
  const connectionId = (await bench.sandbox())(connectionName).id;
  const operationId = 'launchBookByVbid';
  const { values } = await bench.call('connections.loadForm', { id: connectionId, operationId });
  const { id } = await bench.call('exchanges.launch', { form: { connectionId, operationId, values }, mode });
  return bench.ended(id);
}

test.each(['window', 'iframe'] as const)(
  'a launch posted from the platform page in mode %s is accepted, and its first answer judged',
  async (mode) => {
    const exchange = await launch('Bookshelf', mode);
    expect(exchange).toMatchObject({
      kind: 'launch',
      launchMode: mode,
      state: 'finished',
      judgedHop: 0,
      verdict: 'conforms',
    });
    expect(exchange.hops.map(({ method, status }) => `${method} ${status}`)).toEqual([
      'POST 302',
      'GET 302',
      'GET 200',
    ]);
    expect(exchange.request.fields).toContainEqual(['oauth_callback', 'about:blank']);
  },
);

test('a wrong secret is refused with 403', async () => {
  const exchange = await launch('Bookshelf, wrong secret', 'window');
  expect(exchange).toMatchObject({ state: 'finished', status: 403, verdict: 'conforms' });
});

test('a launch whose own page cannot be loaded has failed, and says why', async () => {
  await bench.remove();
  const { url, close } = await startTool((_request, response) => response.end());
  await close();
  const inner = httpStage({ transport: () => createTransport(), userAgent: 'test', timeoutMs: 10_000 });
  bench = new Bench({ ...inner, open: (page) => inner.open({ ...page, url }) });
  const exchange = await launch('Bookshelf', 'window');
  const { host, port } = new URL(url);
  expect(exchange).toMatchObject({ state: 'failed', problem: { code: 'launch.failed', params: { host } } });
  expect(exchange.hops).toMatchObject([{ failure: { reason: `nothing listens on port ${port} of 127.0.0.1` } }]);
});
