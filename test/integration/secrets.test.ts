import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bench, passphrase, provider, startTool, type Tool } from './bench.ts';

const canaries = ['canary-api-token', 'canary-signing-key', 'canary-quiz-secret', 'canary-told-by-tool', passphrase];
const tools: Tool[] = [];
let bench: Bench;

beforeEach(async () => {
  bench = new Bench();
  await bench.createVault();
});
afterEach(async () => {
  await bench.remove();
  await Promise.all(tools.splice(0).map((tool) => tool.close()));
});

async function tool(...args: Parameters<typeof startTool>): Promise<Tool> {
  const started = await startTool(...args);
  tools.push(started);
  return started;
}

/** All the window was told and can ask for of an exchange, then all that is on the disk. */
async function expectNoCanary(ids: readonly string[]): Promise<void> {
  const shown: unknown[] = [await bench.call('exchanges.list', {}), await bench.call('connections.list', {})];
  for (const id of ids) {
    const exchange = await bench.call('exchanges.get', { id });
    shown.push(exchange);
    for (const { index, body } of exchange.hops) {
      for (let offset = 0; body?.kind === 'text' && offset !== -1; ) {
        const page = await bench.call('exchanges.body', { id, hop: index, offset, limit: 1000 });
        shown.push(page.text);
        offset = page.nextOffset ?? -1;
      }
    }
  }
  const text = JSON.stringify([shown, bench.events]);
  for (const canary of canaries) {
    expect(text).not.toContain(canary);
  }
  for (const canary of ['canary-api-token', 'canary-quiz-secret']) {
    const found = await bench.call('exchanges.list', { search: canary });
    expect(found.rows, `found by searching for ${canary}`).toEqual([]);
  }
  await bench.core.close();
  expect(bench.filesWith(canaries)).toEqual([]);
}

/** Everything a tool was sent, said back: in headers, in the message a verdict quotes, in the body. */
const sentBack = (body: string) =>
  JSON.stringify({ error: `refused: Token token=canary-api-token with canary-signing-key, body ${body}` });

describe('a tool that repeats secrets', () => {
  test('in a message the verdict quotes, in headers and cookies', async () => {
    const { url } = await tool((_request, response, body) => {
      response.writeHead(500, 'canary-api-token', {
        'content-type': 'application/json',
        'x-echo': 'canary-signing-key',
        'set-cookie': 'session=canary-quiz-secret; Path=/',
      });
      response.end(sentBack(body));
    });
    const { id, verdictDetail } = await bench.send(await bench.connectTo(url), 'createToolProvider', provider);
    expect(JSON.stringify(verdictDetail)).toContain('refused: Token token=••••••');
    await expectNoCanary([id]);
  });

  test('cut off in the middle by a length the verdict quotes', async () => {
    const { url } = await tool((_request, response) => {
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: `${'x'.repeat(190)}canary-signing-key${'y'.repeat(100)}` }));
    });
    const exchange = await bench.send(await bench.connectTo(url), 'createToolProvider', provider);
    expect(JSON.stringify(exchange)).not.toContain('canary-si');
    await expectNoCanary([exchange.id]);
  });

  test('as the value of a field of the wrong type, and where the contract has no such field', async () => {
    const { url } = await tool((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ tool_provider: { id: 'canary-api-token', oauth_consumer_secret: ['canary-told-by-tool'] } }),
      );
    });
    const exchange = await bench.send(await bench.connectTo(url), 'createToolProvider', provider);
    expect(exchange.verdict).toBe('deviates');
    await expectNoCanary([exchange.id]);
  });

  test('far into a long answer, as a text, in a list or as a number', async () => {
    const { url } = await tool((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const secrets = [['canary-told-by-tool'], { value: 'canary-told-by-tool' }, 'canary-told-by-tool', 271828182845];
      const entries = secrets.map((oauth_consumer_secret) => ({ padding: 'x'.repeat(3000), oauth_consumer_secret }));
      response.end(JSON.stringify(entries));
    });
    const { id } = await bench.send(await bench.connectTo(url), 'createToolProvider', provider);
    const page = await bench.call('exchanges.body', { id, hop: 0, offset: 9000, limit: 20_000 });
    expect(page.text).not.toContain('271828182845');
    await expectNoCanary([id]);
  });

  test('in a flood: the core keeps its head, and what it keeps on disk holds none', async () => {
    const { url } = await tool((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const flood = Array.from({ length: 100_000 }, (_, index) => ({
        oauth_consumer_secret: `canary-told-by-tool ${index}`,
      }));
      response.end(JSON.stringify(flood));
    });
    const { id, state } = await bench.send(await bench.connectTo(url), 'createToolProvider', provider);
    expect(state).toBe('finished');
    const page = await bench.call('exchanges.body', { id, hop: 0, offset: 40_000, limit: 10_000 });
    expect(page.text).not.toContain('canary');
    await bench.core.close();
    expect(bench.filesWith(canaries)).toEqual([]);
  });

  test('in a redirect, in its query and in an address nobody can read', async () => {
    const { url } = await tool((request, response) => {
      const first = request.method === 'POST';
      response.writeHead(302, {
        location: first
          ? '/next?oauth_consumer_secret=canary-told-by-tool&t=canary-api-token'
          : 'http://[canary-api-token',
      });
      response.end();
    });
    const { id } = await bench.send(await bench.connectTo(url), 'createToolProvider', provider);
    await expectNoCanary([id]);
  });

  test('in an answer that breaks off', async () => {
    const { url } = await tool((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' });
      const list = Array.from({ length: 50 }, (_, index) => ({ index, oauth_consumer_secret: 'canary-told-by-tool' }));
      response.write(JSON.stringify(list), () => response.destroy());
    });
    const { id, state, problem } = await bench.send(await bench.connectTo(url), 'createToolProvider', provider);
    expect([state, problem?.code]).toEqual(['failed', 'network.invalid-response']);
    await expectNoCanary([id]);
  });
});

describe('a secret put in the wrong place', () => {
  test('pasted into another field it is sent, but not kept', async () => {
    const { url } = await tool((_request, response) => response.end('{}'));
    const values = { ...provider, tool_name: 'canary-signing-key', OAUTH_CONSUMER_SECRET: 'canary-quiz-secret' };
    const exchange = await bench.send(await bench.connectTo(url), 'createToolProvider', values);
    expect(exchange.form.map(({ name }) => name)).toEqual(['Accept', 'oauth_consumer_key']);
    await expectNoCanary([exchange.id]);
  });

  test('a draft of a form keeps no secret field, however its name is written', async () => {
    const connection = await bench.connectTo('https://exams.example');
    const { id } = connection;
    await bench.call('connections.saveForm', {
      id,
      operationId: 'createToolProvider',
      form: {
        values: Object.entries({ ...provider, Oauth_Consumer_Secret: 'canary-quiz-secret' }).map(([name, value]) => ({
          name,
          value,
          in: 'body' as const,
        })),
        placement: null,
        signatureMethod: null,
        launchMode: null,
      },
    });
    const { values } = await bench.call('connections.loadForm', { id, operationId: 'createToolProvider' });
    expect(values.map(({ name }) => name)).toEqual(['tool_name', 'oauth_consumer_key']);
    await expectNoCanary([]);
  });

  test('a connection with a secret in its address or its variables is refused, naming the field', async () => {
    const draft = {
      name: 'Careless',
      contractId: 'proctorexam',
      baseUrl: 'https://exams.example',
      credentialId: null,
      environment: 'test',
    };
    expect(
      await bench.refusal('connections.create', {
        draft: { ...draft, baseUrl: 'https://me:canary-api-token@exams.example' },
      }),
    ).toMatchObject({ code: 'input.invalid', field: 'draft.baseUrl' });
    expect(
      await bench.refusal('connections.create', {
        draft: { ...draft, variables: { oauth_consumer_secret: 'canary-quiz-secret' } },
      }),
    ).toMatchObject({ code: 'input.invalid', field: 'draft.variables.oauth_consumer_secret' });
    await expectNoCanary([]);
  });
});

describe('redirects to another host', () => {
  test.each([302, 307])('%i: neither credential nor body goes along', async (status) => {
    const thief = await tool((_request, response) => response.end('{}'));
    const { url } = await tool((_request, response) => {
      response.writeHead(status, { location: `${thief.url}/take` });
      response.end();
    });
    const { id } = await bench.send(await bench.connectTo(url), 'createToolProvider', provider);
    const taken = thief.requests.join('\n');
    for (const canary of canaries) {
      expect(taken).not.toContain(canary);
    }
    expect(thief.requests.length).toBe(status === 302 ? 1 : 0);
    await expectNoCanary([id]);
  });

  test('a host the credential does not allow is not even asked', async () => {
    const other = await tool((_request, response) => response.end('{}'));
    const connection = await bench.connectTo(other.url, ['exams.example']);
    await expect(bench.start(connection, 'createToolProvider', provider)).rejects.toThrow('host-not-allowed');
    expect(other.requests).toEqual([]);
    expect((await bench.call('exchanges.list', {})).total).toBe(0);
  });

  test('without a signature, a secret header and a secret field stay with their host', async () => {
    await bench.call('contracts.import', { id: 'keyed', text: keyedContract });
    const thief = await tool((_request, response) => response.end('{}'));
    const target = await tool((request, response) => {
      response.writeHead(request.headers['x-step'] === 'see-other' ? 303 : 308, { location: thief.url });
      response.end();
    });
    const connection = await bench.call('connections.create', {
      draft: { name: 'Keyed', contractId: 'keyed', baseUrl: target.url, credentialId: null, environment: 'test' },
    });
    const values = { 'X-Partner-Key': 'canary-api-token', pin: 'canary-quiz-secret' };
    const seeOther = await bench.send(connection, 'create', { ...values, 'X-Step': 'see-other' });
    const kept = await bench.send(connection, 'create', { ...values, 'X-Step': 'keep' });
    expect(target.requests).toHaveLength(2);
    expect(target.requests[0]).toContain('canary-api-token');
    expect(thief.requests).toHaveLength(1);
    expect(thief.requests[0]).not.toContain('canary');
    await expectNoCanary([seeOther.id, kept.id]);
  });
});

const keyedContract = `
openapi: 3.1.0
info: { title: Keyed, version: '1' }
servers: [{ url: 'https://keyed.example' }]
paths:
  /things:
    post:
      operationId: create
      parameters:
        - { name: X-Partner-Key, in: header, schema: { type: string, format: password } }
        - { name: X-Step, in: header, schema: { type: string } }
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                pin: { type: string, format: password }
      responses:
        '200': { description: fine }
`;
