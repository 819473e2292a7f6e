import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

const notFollowed = expect.objectContaining({ id: 'redirect.not-followed' });
