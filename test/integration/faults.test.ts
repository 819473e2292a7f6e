import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Exchange } from '../../src/protocol/models/exchanges/exchange.ts';
import type { SandboxFaultInput } from '../../src/protocol/sandbox-control.ts';
import { Bench, provider } from './bench.ts';

let bench: Bench;
let connectionNamed: Awaited<ReturnType<Bench['sandbox']>>;

beforeAll(async () => {
  bench = new Bench();
  connectionNamed = await bench.sandbox();
});
afterAll(() => bench.remove());

async function examPlatformWith(fault: SandboxFaultInput): Promise<Exchange> {
  await bench.call('sandbox.setFault', { server: 'examPlatform', fault });
  return bench.send(connectionNamed('Exam platform'), 'createToolProvider', provider);
}

const failedChecks = ({ verdictDetail }: Exchange) =>
  verdictDetail?.checks.filter(({ level }) => level === 'error').map(({ id }) => id) ?? [];

type Expected = {
  state: Exchange['state'];
  status: number | null;
  verdict: Exchange['verdict'];
  failed: string[];
  says: RegExp;
};

test.each<[string, SandboxFaultInput, Expected]>([
  [
    'a documented refusal',
    { kind: 'status', status: 403 },
    { state: 'finished', status: 403, verdict: 'conforms', failed: [], says: /403/ },
  ],
  [
    'an undocumented status',
    { kind: 'status', status: 503 },
    { state: 'finished', status: 503, verdict: 'undocumented', failed: ['status.documented'], says: /503/ },
  ],
  [
    'malformed JSON',
    { kind: 'status', status: 200, body: 'malformed-json' },
    { state: 'finished', status: 200, verdict: 'deviates', failed: ['body.json'], says: /not JSON/ },
  ],
  [
    'a page instead of JSON',
    { kind: 'status', status: 200, body: 'html' },
    { state: 'finished', status: 200, verdict: 'deviates', failed: ['body.json'], says: /text\/html/ },
  ],
  [
    'an empty body',
    { kind: 'status', status: 200, body: 'empty' },
    { state: 'finished', status: 200, verdict: 'deviates', failed: ['body.json'], says: /empty/ },
  ],
  [
    'the wrong content type',
    { kind: 'content-type', contentType: 'text/plain; charset=utf-8' },
    { state: 'finished', status: 200, verdict: 'deviates', failed: ['content-type'], says: /text\/plain/ },
  ],
  [
    'a body of 3 MB of something else',
    { kind: 'huge-body', megabytes: 3 },
    { state: 'finished', status: 200, verdict: 'deviates', failed: ['body.schema'], says: /200/ },
  ],
  [
    'no answer',
    { kind: 'drop-connection', when: 'before-response' },
    { state: 'failed', status: null, verdict: null, failed: [], says: /network.reset/ },
  ],
  [
    'half an answer',
    { kind: 'drop-connection', when: 'mid-body' },
    { state: 'failed', status: 200, verdict: null, failed: [], says: /network\.(reset|invalid-response)/ },
  ],
  [
    'redirects without end',
    { kind: 'redirect-loop' },
    { state: 'failed', status: 302, verdict: null, failed: [], says: /network.too-many-redirects/ },
  ],
])('%s', async (_name, fault, { failed, says, ...facts }) => {
  const exchange = await examPlatformWith(fault);
  expect(exchange).toMatchObject(facts);
  for (const id of failed) {
    expect(failedChecks(exchange)).toContain(id);
  }
  expect(exchange.headline).toMatch(says);
  if (failed.length === 0) {
    expect(failedChecks(exchange)).toEqual([]);
  }
});

test('an answer that is late is in time for a longer time-out', async () => {
  await bench.call('sandbox.setFault', { server: 'examPlatform', fault: { kind: 'delay', milliseconds: 300 } });
  const connection = connectionNamed('Exam platform');
  const late = await bench.ended(await bench.start(connection, 'createToolProvider', provider, 150));
  expect(late).toMatchObject({ state: 'failed', problem: { code: 'network.timeout' } });
  const inTime = await bench.ended(await bench.start(connection, 'createToolProvider', provider, 20_000));
  expect(inTime).toMatchObject({ state: 'finished', verdict: 'conforms' });
});

test('errors as HTML pages are understood: a 422 still names its parameter', async () => {
  await bench.call('sandbox.setFault', { server: 'examPlatform', fault: { kind: 'html-errors' } });
  const { tool_name: _leftOut, ...incomplete } = provider;
  const exchange = await bench.send(connectionNamed('Exam platform'), 'createToolProvider', incomplete);
  expect(exchange.status).toBe(422);
  expect(exchange.verdictDetail?.parameter).toBe('tool_name');
});

test('a server whose clock is wrong refuses, as documented', async () => {
  await bench.call('sandbox.setFault', { server: 'bookshelf', fault: { kind: 'clock-skew', seconds: 3600 } });
  const exchange = await bench.send(connectionNamed('Bookshelf'), 'launchBookByVbid', {});
  expect([401, 403]).toContain(exchange.status);
  expect(exchange.verdict).toBe('conforms');
});

test('a fault for one answer is told as gone once it has been used up', async () => {
  const faultOf = async () =>
    (await bench.call('sandbox.status', {})).servers.find(({ server }) => server === 'examPlatform')?.fault;
  await bench.call('sandbox.setFault', { server: 'examPlatform', fault: { kind: 'status', status: 500, once: true } });
  expect(await faultOf()).toMatchObject({ kind: 'status', once: true });
  const first = await bench.send(connectionNamed('Exam platform'), 'createToolProvider', provider);
  expect(first.status).toBe(500);
  expect(await faultOf()).toBeNull();
});
