import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Exchange } from '../../src/protocol/models/exchanges/exchange.ts';
import { launchApp, type RunningApp, run } from '../e2e/harness/index.ts';
import { connectTo, type HostileTool, launchAt } from './hostile-tool.ts';

type Received = { line: string; body: string };
type Server = HostileTool & { received: Received[] };

let running: RunningApp;
let tool: Server;
let foreign: Server;
let connection = '';
/** How the tool answers the launch it gets. */
let answer: (body: string) => { status: number; location: string };

async function startServer(name: string, respond: (body: string) => { status: number; location: string } | null) {
  const received: Received[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    if (request.url === '/favicon.ico') return response.writeHead(404).end();
    const body = await text(request);
    received.push({ line: `${request.method} ${request.url}`, body });
    const redirect = respond(body);
    if (redirect !== null) return response.writeHead(redirect.status, { location: redirect.location }).end();
    return response.writeHead(200, { 'content-type': 'text/html' }).end('<title>There</title><h1>There</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://${name}:${port}`, asked: [], received, close };
}

beforeAll(async () => {
  running = await launchApp();
  foreign = await startServer('foreign.localhost', () => null);
  tool = await startServer('tool.localhost', (body) => answer(body));
  connection = await connectTo(running.window, tool);
});
afterAll(async () => {
  await tool.close();
  await foreign.close();
  await running.close();
});

const ended = ({ state, hops }: Exchange) => state !== 'running' && hops.length === 2;

async function launched(mode: 'window' | 'iframe'): Promise<{ exchange: Exchange; received: Received[] }> {
  const before = foreign.received.length;
  const exchange = await launchAt(running.window, connection, mode, ended);
  return { exchange, received: foreign.received.slice(before) };
}

test.each([
  [307, 'window'],
  [308, 'window'],
  [307, 'iframe'],
] as const)(
  'a launch redirected with %i in a %s is not posted again to a host that is not allowed',
  async (status, mode) => {
    answer = () => ({ status, location: `${foreign.url}/land` });
    const { exchange, received } = await launched(mode);
    expect(received).toEqual([]);
    expect(tool.received.at(-1)?.body).toContain('oauth_signature=');
    expect(exchange.hops[0]?.status).toBe(status);
    expect(exchange.hops[1]).toMatchObject({ status: null, failure: { error: 'redirect-refused' } });
    expect(exchange.hops[1]?.failure?.reason).toContain(new URL(foreign.url).host);
    const { timeline } = await run(running.window, 'diagnosis.exchange', { id: exchange.id });
    expect(timeline.findings.map(({ title }) => title)).toContain(
      `A redirect that carries the signature to ${new URL(foreign.url).host} was not followed.`,
    );
  },
);

test('a launch whose signature is written into a redirect does not go there', async () => {
  answer = (body) => {
    const s = new URLSearchParams(body).get('oauth_signature') ?? '';
    return { status: 302, location: `${foreign.url}/land?${new URLSearchParams({ s })}` };
  };
  const { exchange, received } = await launched('window');
  expect(received).toEqual([]);
  expect(exchange.hops[1]).toMatchObject({ failure: { error: 'redirect-refused' } });
});

test('a launch goes wherever a redirect leads that carries nothing', async () => {
  answer = () => ({ status: 302, location: `${foreign.url}/land` });
  const { exchange, received } = await launched('window');
  expect(received).toEqual([{ line: 'GET /land', body: '' }]);
  expect(exchange.hops[1]).toMatchObject({ status: 200, failure: null });
});

test('a launch is posted again where its credential allows it', async () => {
  const allowedHosts = [new URL(tool.url).host, new URL(foreign.url).host];
  const { id: credentialId } = await run(running.window, 'credentials.create', {
    draft: { kind: 'oauth-consumer', name: 'Both', consumerKey: 'key', secret: 'not a secret', allowedHosts },
  });
  connection = (
    await run(running.window, 'connections.create', {
      draft: { name: 'Both', contractId: 'vitalsource-launch', baseUrl: tool.url, credentialId, environment: 'test' },
    })
  ).id;
  answer = () => ({ status: 307, location: `${foreign.url}/land` });
  const { exchange, received } = await launched('window');
  expect(received[0]?.body).toContain('oauth_signature=');
  expect(exchange.hops[1]?.status).toBe(200);
});
