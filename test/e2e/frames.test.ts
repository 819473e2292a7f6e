import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  type CommandInput,
  type CommandName,
  type CommandOutput,
  commands,
} from '../../src/protocol/commands/index.ts';
import { resultSchema } from '../../src/protocol/envelope.ts';
import type { Exchange } from '../../src/protocol/models/exchange.ts';
import { launchPlainApp, type PlainApp } from './harness/plain.ts';

/**
 * Frames of another site run in processes of their own, and their network is told of over several DevTools sessions.
 * Playwright changes that, so these launches run without it.
 */
let app: PlainApp;
let connectionId = '';
let page = '';

const tool = createServer((request, response) => {
  request.resume();
  const path = request.url ?? '';
  const html = (text: string, headers = {}) =>
    response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(text);
  if (path === '/books/book' && page === 'redirects') {
    response
      .writeHead(302, { location: '/read', 'set-cookie': ['sid=1; Path=/', 'wide=2; SameSite=None; Path=/'] })
      .end();
  } else if (path === '/books/book' && page === 'script') html('<script>location.assign("/read")</script>');
  else if (path === '/books/book' && page === 'refused') html('no', { 'x-frame-options': 'SAMEORIGIN' });
  else if (path === '/read') html('<title>Book</title><h1>The book</h1>');
  else response.writeHead(404).end();
});

async function run<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>>;
async function run(name: CommandName, input: unknown): Promise<unknown> {
  const call = `window.countersign.command(${JSON.stringify(name)}, ${JSON.stringify(input)})`;
  const result = resultSchema.parse(await app.evaluate(call));
  if (!result.ok) throw new Error(`${name} failed: ${JSON.stringify(result.problem)}`);
  return commands[name].output.parse(result.output);
}

/** Launches in a frame and waits for a hop that ended the way. */
async function launch(which: string, isDone: (exchange: Exchange) => boolean): Promise<Exchange> {
  page = which;
  const form = { connectionId, operationId: 'launchBook', values: [] };
  const { id } = await run('exchanges.launch', { form, anyway: true, mode: 'iframe' });
  return vi.waitFor(
    async () => {
      const exchange = await run('exchanges.get', { id });
      if (!isDone(exchange)) throw new Error(JSON.stringify(exchange.hops));
      return exchange;
    },
    { timeout: 20_000, interval: 50 },
  );
}

beforeAll(async () => {
  await new Promise<void>((resolve) => tool.listen(0, '127.0.0.1', resolve));
  const address = tool.address();
  const host = `tool.localhost:${address !== null && typeof address === 'object' ? address.port : 0}`;
  app = await launchPlainApp();
  await run('vault.create', { method: { kind: 'passphrase', passphrase: 'only for this test of frames' } });
  const { id: credentialId } = await run('credentials.create', {
    draft: { kind: 'oauth-consumer', name: 'Tool', consumerKey: 'key', secret: 'not a secret', allowedHosts: [host] },
  });
  const { id } = await run('connections.create', {
    draft: {
      name: 'Tool',
      contractId: 'vitalsource-launch',
      baseUrl: `http://${host}`,
      credentialId,
      environment: 'test',
    },
  });
  connectionId = id;
});
afterAll(async () => {
  await app.close();
  tool.closeAllConnections();
  tool.close();
});

test('redirects in a frame, with cookies refused for being another site’s', async () => {
  const { hops } = await launch('redirects', (exchange) => exchange.hops.at(-1)?.body != null);
  expect(hops.map(({ frame, method, status }) => `${frame} ${method} ${status}`)).toEqual([
    'iframe POST 302',
    'iframe GET 200',
  ]);
  expect(hops[0]?.cookies.map(({ name, stored }) => [name, stored])).toEqual([
    ['sid', false],
    ['wide', false],
  ]);
  expect(hops[0]?.cookies[0]?.blocked).toEqual(['SameSiteUnspecifiedTreatedAsLax']);
  expect(hops[1]?.sentCookies).toEqual([]);
  expect(hops[1]?.body?.text).toContain('The book');
});

test('a page in a frame that goes on by script', async () => {
  const { hops } = await launch('script', ({ hops: seen }) => seen.length === 2 && seen[1]?.body != null);
  expect(hops.map(({ frame, method, status }) => `${frame} ${method} ${status}`)).toEqual([
    'iframe POST 200',
    'iframe GET 200',
  ]);
});

test('a page that refuses to be framed says how', async () => {
  const { hops } = await launch('refused', (exchange) => exchange.hops[0]?.failure != null);
  expect(hops[0]?.failure?.reason).toBe('The page refuses to be framed: X-Frame-Options: SAMEORIGIN');
});
