import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type CommandName, commands } from '../../src/protocol/commands/index.ts';
import { Bench, passphrase, startTool } from './bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = new Bench();
  await bench.createVault();
});
afterAll(() => bench.remove());

const names = z.array(z.custom<CommandName>()).parse(Object.keys(commands));
/** Commands that wait for a sandbox, a worker or a key derivation when they are given what they want. */
const slow = ['workspace.createSandbox', 'sandbox.start', 'sandbox.stop', 'vault.create', 'vault.unlock'];

describe('what is refused', () => {
  test.each(['', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'exchanges', 'exchanges.send '])(
    'the command "%s"',
    async (name) => {
      expect(await bench.refusal(name, {})).toMatchObject({ code: 'command.unknown', params: { name } });
    },
  );

  test.each(names)('%s: input that is no object, or has a member too many', async (name) => {
    for (const input of [
      undefined,
      null,
      7,
      'text',
      [],
      { unknownMember: 1 },
      JSON.parse('{"__proto__": {"id": "x"}}'),
    ]) {
      const result = await bench.core.dispatch(name, input);
      // An empty object in disguise is a legal input of commands that take none.
      if (result.ok || result.problem.code !== 'input.invalid') {
        expect(commands[name].input.safeParse(input).success).toBe(true);
      }
    }
  });

  test('names the member, however deep', async () => {
    const form = {
      values: [{ name: 'a', in: 'nowhere', value: '' }],
      placement: null,
      signatureMethod: null,
      launchMode: null,
    };
    expect(await bench.refusal('connections.saveForm', { id: 'x', operationId: 'y', form })).toMatchObject({
      code: 'input.invalid',
      field: 'form.values.0.in',
    });
  });

  test('says nothing of the value', async () => {
    const canary = 'canary-in-the-wrong-place';
    for (const [name, input] of [
      ['vault.create', { method: { kind: canary, passphrase: canary } }],
      ['vault.unlock', { method: { kind: 'passphrase', passphrase: [canary] } }],
      [
        'credentials.create',
        { draft: { kind: 'proctorexam', name: 'n', apiToken: canary, secretKey: canary, allowedHosts: canary } },
      ],
      ['signing.sign', { scheme: 'oauth1', method: 'POST', url: 'x', credential: { key: '', secret: canary } }],
    ] as const) {
      expect(JSON.stringify(await bench.refusal(name, input))).not.toContain(canary);
    }
  });

  test('more than a message may hold', async () => {
    expect(await bench.refusal('exchanges.list', { search: 'x'.repeat(501) })).toMatchObject({ field: 'search' });
    expect(await bench.refusal('exchanges.delete', { ids: Array.from({ length: 1001 }, () => 'x') })).toMatchObject({
      field: 'ids',
    });
    expect(await bench.refusal('contracts.check', { text: 'x'.repeat(5_000_001) })).toMatchObject({ field: 'text' });
  });
});

test('no input is a bug of ours', async () => {
  const quick = names.filter((name) => !slow.includes(name));
  const odd = fc.oneof(
    fc.anything({ maxDepth: 3 }),
    fc.record(
      {
        id: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'x'.repeat(101))),
        ids: fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
        search: fc.string({ unit: 'binary' }),
        text: fc.string({ unit: 'binary' }),
        operationId: fc.constantFrom('__proto__', 'toString', 'x'),
        contract: fc.constantFrom('__proto__', 'proctorexam'),
        operation: fc.constantFrom('__proto__', 'createToolProvider'),
        response: fc.record({ status: fc.integer({ min: 100, max: 999 }), body: fc.anything() }),
        limit: fc.integer(),
        after: fc.oneof(fc.constant(null), fc.record({ startedAt: fc.double(), id: fc.string() })),
      },
      { requiredKeys: [] },
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...quick), odd, async (name, input) => {
      const result = await bench.core.dispatch(name, input);
      expect(result.ok || result.problem.code, JSON.stringify(input)).not.toBe('internal');
    }),
    { numRuns: 2000 },
  );
  const log = join(bench.folder, 'logs', 'core.log');
  const logged = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  expect(logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

test('a member that is undefined was not given', async () => {
  const before = await bench.call('vault.protection', {});
  expect(await bench.call('vault.setProtection', { lockAfterMinutes: undefined, clipboardSeconds: 20 })).toEqual({
    ...before,
    clipboardSeconds: 20,
  });
});

describe('names that every object has', () => {
  const contract = `
openapi: 3.1.0
info: { title: Odd names, version: '1' }
servers: [{ url: 'https://odd.example' }]
paths:
  /constructor:
    post:
      operationId: toString
      parameters: [{ name: valueOf, in: query, schema: { type: string } }]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [constructor]
              properties:
                constructor: { type: string }
                hasOwnProperty: { type: integer }
      responses:
        '200': { description: fine, content: { application/json: { schema: { type: object, required: [constructor] } } } }
`;

  beforeAll(async () => {
    await bench.call('vault.unlock', { method: { kind: 'passphrase', passphrase } });
  });

  test('are names like others: in forms, requests and verdicts', async () => {
    const tool = await startTool((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{}');
    });
    try {
      await bench.call('contracts.import', { id: 'odd', text: contract });
      const connection = await bench.call('connections.create', {
        draft: { name: 'Odd', contractId: 'odd', baseUrl: tool.url, credentialId: null, environment: 'test' },
      });
      const { values } = await bench.call('connections.loadForm', { id: connection.id, operationId: 'toString' });
      expect(values).toEqual([]);
      const form = { connectionId: connection.id, operationId: 'toString', values: [] };
      const { problems } = await bench.call('exchanges.preview', { form });
      expect(problems.map(({ name, rule }) => [name, rule])).toEqual([['constructor', 'required']]);
      const sent = { constructor: 'a', hasOwnProperty: '7', ['__proto__']: 'b', valueOf: 'c' };
      const exchange = await bench.send(connection, 'toString', sent);
      expect(tool.requests[0]).toContain('POST /constructor?valueOf=c');
      expect(tool.requests[0]).toContain('"constructor":"a","hasOwnProperty":7,"__proto__":"b"');
      expect(exchange.verdict).toBe('deviates');
      expect(exchange.headline).toContain('constructor');
    } finally {
      await tool.close();
    }
  });
});
