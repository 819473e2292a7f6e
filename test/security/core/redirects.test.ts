import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpStage } from '../../../src/core/adapters/node/http-stage/http-stage.ts';
import { createTransport } from '../../../src/core/http/index.ts';
import type { Exchange } from '../../../src/protocol/models/exchanges/exchange.ts';
import { Bench, startTool, type Tool } from '../../integration/bench.ts';

const canaries = ['canary-api-token', 'canary-signing-key'];
let bench: Bench;
let own: Tool;
let foreign: Tool;

/** The system whose host is allowed redirects to the same path of another, with the status the operation's name gives. */
let status = 302;
beforeAll(async () => {
  bench = new Bench();
  await bench.createVault();
  foreign = await startTool((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/plain' }).end('here'),
  );
  own = await startTool((request, response) =>
    response.writeHead(status, { location: `${foreign.url}${request.url?.split('?')[0]}` }).end(),
  );
});
afterAll(async () => {
  await bench.remove();
  await own.close();
  await foreign.close();
});

describe('a redirect to a host that is not allowed', () => {
  test.each([301, 302, 303, 307, 308])('with %i brings it no signature and no secret', async (code) => {
    status = code;
    const before = foreign.requests.length;
    const exchange = await bench.send(await bench.connectTo(own.url), 'listToolProviders', {});
    const received = foreign.requests.slice(before).join('\n');
    for (const canary of canaries) expect(received).not.toContain(canary);
    expect(received).not.toMatch(/authorization|signature/i);
    expect(own.requests.at(-1)).toContain('canary-api-token');

    const [first, second] = exchange.hops;
    expect(first?.status).toBe(code);
    if (second === undefined) expect(exchange.verdictDetail?.checks).toContainEqual(notFollowed);
    else expect(second.droppedHeaders?.map((name) => name.toLowerCase())).toContain('authorization');
  });
});

test('a redirect to another host that is allowed leaves out what belongs to the first, and says so', async () => {
  status = 302;
  const hosts = [new URL(own.url).host, new URL(foreign.url).host];
  const exchange = await bench.send(await bench.connectTo(own.url, hosts), 'listToolProviders', {});
  expect(exchange.hops[1]?.status).toBe(200);
  expect(foreign.requests.at(-1)).not.toContain('canary-api-token');
  expect(exchange.hops[1]?.droppedHeaders).toContain('Authorization');
});

test('a redirect within its host keeps what it needs, and says nothing of headers left out', async () => {
  const around = await startTool((request, response) =>
    request.url?.startsWith('/again') === true
      ? response.writeHead(200).end('here')
      : response.writeHead(302, { location: '/again' }).end(),
  );
  const exchange = await bench.send(await bench.connectTo(around.url), 'listToolProviders', {});
  expect(around.requests.at(-1)).toContain('canary-api-token');
  expect(exchange.hops[1]).toMatchObject({ status: 200 });
  expect(exchange.hops[1]?.droppedHeaders).toBeUndefined();
  await around.close();
});

test('a redirect with the signature in its address brings it to no other host, and the verdict says so', async () => {
  const echoing = await startTool((request, response) => {
    const signed = new URL(request.url ?? '/', own.url).searchParams;
    response.writeHead(302, { location: `${foreign.url}/land?${signed}` }).end();
  });
  const before = foreign.requests.length;
  const exchange = await bench.send(await bench.connectTo(echoing.url), 'listToolProviders', {});
  expect(echoing.requests[0]).toMatch(/signature/);
  expect(foreign.requests.slice(before)).toEqual([]);
  expect(exchange.hops).toHaveLength(1);
  expect(exchange.verdictDetail?.checks).toContainEqual(notFollowed);
  await echoing.close();
});

describe('a launch without a window', () => {
  const transport = createTransport();
  let launching: Bench;
  let answer: (body: string) => [status: number, location: string] = () => [200, ''];
  let tool: Tool;

  beforeAll(async () => {
    launching = new Bench(httpStage({ transport: () => transport, userAgent: 'test', timeoutMs: 5_000 }));
    await launching.createVault();
    tool = await startTool((_request, response, body) => {
      const [code, location] = answer(body);
      response.writeHead(code, code === 200 ? { 'content-type': 'text/html' } : { location }).end();
    });
  });
  afterAll(async () => {
    await launching.remove();
    await tool.close();
    transport.close();
  });

  async function launch(...hosts: string[]): Promise<{ exchange: Exchange; received: string[] }> {
    const { id: credentialId } = await launching.call('credentials.create', {
      draft: {
        kind: 'oauth-consumer',
        name: 'Tool',
        consumerKey: 'key',
        secret: 'only for this test',
        allowedHosts: [new URL(tool.url).host, ...hosts],
      },
    });
    const { id } = await launching.call('connections.create', {
      draft: { name: 'Tool', contractId: 'vitalsource-launch', baseUrl: tool.url, credentialId, environment: 'test' },
    });
    const form = { connectionId: id, operationId: 'launchBook', values: [] };
    const before = foreign.requests.length;
    const started = await launching.call('exchanges.launch', { form, anyway: true, mode: 'window' });
    return { exchange: await launching.ended(started.id), received: foreign.requests.slice(before) };
  }

  const signatureIn = (body: string) => new URLSearchParams(body).get('oauth_signature') ?? '';

  test.each([307, 308])('does not post its signed form again to a host that is not allowed after %i', async (code) => {
    answer = () => [code, `${foreign.url}/land`];
    const { exchange, received } = await launch();
    expect(received).toEqual([]);
    expect(exchange.hops.map(({ status }) => status)).toEqual([code, null]);
    expect(exchange.hops[1]?.failure).toMatchObject({ error: 'redirect-refused' });
    expect(exchange.hops[1]?.failure?.reason).toContain(new URL(foreign.url).host);
    expect(exchange.hops[1]?.failure?.reason).toContain('add it to the allowed hosts');
    const shown = exchange.verdictDetail?.checks.find(({ id }) => id === 'launch.shown');
    expect(shown).toMatchObject({ level: 'error', actual: expect.stringContaining('redirect-refused') });
  });

  test('does not carry its signature there in an address either', async () => {
    answer = (body) => [302, `${foreign.url}/land?${new URLSearchParams({ s: signatureIn(body) })}`];
    const { exchange, received } = await launch();
    expect(received).toEqual([]);
    expect(exchange.hops[1]?.failure).toMatchObject({ error: 'redirect-refused' });
  });

  test('goes wherever a redirect leads that carries nothing', async () => {
    answer = () => [302, `${foreign.url}/land`];
    const { exchange, received } = await launch();
    expect(received).toHaveLength(1);
    expect(exchange.hops.map(({ status }) => status)).toEqual([302, 200]);
  });

  test('posts its form again where the credential allows it', async () => {
    answer = () => [307, `${foreign.url}/land`];
    const { exchange, received } = await launch(new URL(foreign.url).host);
    expect(received[0]).toContain('oauth_signature=');
    expect(exchange.hops.map(({ status }) => status)).toEqual([307, 200]);
  });
});

const notFollowed = expect.objectContaining({ id: 'redirect.not-followed' });
