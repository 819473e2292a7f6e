import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { LaunchStage } from '../../src/core/ports.ts';
import { Bench, passphrase, provider, startTool, type Tool } from './bench.ts';

let bench: Bench;
let tool: Tool;
/** Ends the answer that is being held back. */
let release: () => void;
/** Called when the held-back answer has begun. */
let begun: Promise<void>;

beforeEach(async () => {
  bench = new Bench();
  await bench.createVault();
  let tellBegun = (): void => {};
  begun = new Promise((resolve) => {
    tellBegun = resolve;
  });
  tool = await startTool((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"tool_provider":', () => tellBegun());
    release = () => response.end('{}}');
  });
});
afterEach(async () => {
  await bench.remove();
  await tool.close();
});

async function startHeld(timeoutMs?: number): Promise<string> {
  const id = await bench.start(await bench.connectTo(tool.url), 'createToolProvider', provider, timeoutMs);
  await begun;
  return id;
}

test('cancelled: what had arrived is kept', async () => {
  const id = await startHeld();
  await bench.until(
    (event): event is Extract<typeof event, { type: 'exchange.progress' }> => event.type === 'exchange.progress',
  );
  await bench.call('exchanges.cancel', { id });
  const exchange = await bench.ended(id);
  expect(exchange).toMatchObject({ state: 'cancelled', problem: { code: 'cancelled' }, status: 200 });
  expect(exchange.hops[0]?.body?.text).toBe('{"tool_provider":');
  expect(await bench.refusal('exchanges.cancel', { id })).toMatchObject({ code: 'not-found' });
});

test('cancelled as soon as the window knows of it', async () => {
  const connection = await bench.connectTo(tool.url);
  const cancelled = new Promise<void>((resolve, reject) => {
    const stop = bench.core.onEvent((event) => {
      if (event.type !== 'exchange.changed') return;
      stop();
      bench.call('exchanges.cancel', { id: event.exchange.id }).then(() => resolve(), reject);
    });
  });
  const id = await bench.start(connection, 'createToolProvider', provider);
  await cancelled;
  expect((await bench.ended(id)).state).toBe('cancelled');
});

test('timed out: named as such, with the time', async () => {
  const exchange = await bench.ended(await startHeld(500));
  expect(exchange).toMatchObject({ state: 'failed', problem: { code: 'network.timeout', params: { seconds: 0.5 } } });
});

test('the vault locked mid-way: what runs is ended first and on record as cancelled, sealed as everything', async () => {
  const id = await startHeld();
  await bench.call('vault.lock', {});
  release();
  const exchange = await bench.ended(id);
  expect(exchange).toMatchObject({ state: 'cancelled', status: null, verdict: null });
  expect(exchange.problem?.code).not.toBe('vault.locked');
});

test('the vault locked and the connection broken: still an end', async () => {
  const id = await startHeld();
  await bench.call('vault.lock', {});
  await tool.close();
  expect((await bench.ended(id)).state).toBe('cancelled');
});

test('the connection deleted mid-way: its history stays', async () => {
  const id = await startHeld();
  const [connection] = await bench.call('connections.list', {});
  await bench.call('connections.delete', { id: connection?.id ?? '' });
  release();
  expect(await bench.ended(id)).toMatchObject({ state: 'finished', connectionName: 'Hostile' });
});

test('the exchange deleted mid-way: it is cancelled and leaves nothing', async () => {
  const id = await startHeld();
  await bench.call('exchanges.delete', { ids: [id] });
  await bench.until(
    (event): event is Extract<typeof event, { type: 'exchange.changed' }> =>
      event.type === 'exchange.changed' && event.exchange.state === 'cancelled',
  );
  expect(bench.events).toContainEqual({ type: 'history.changed' });
  expect((await bench.call('exchanges.list', {})).total).toBe(0);
  expect(await bench.refusal('exchanges.get', { id })).toMatchObject({ code: 'not-found' });
});

test('the core closed mid-way: the exchange is on record as cancelled', async () => {
  const id = await startHeld();
  await bench.restart();
  expect(await bench.call('exchanges.get', { id })).toMatchObject({ state: 'cancelled' });
});

test('two sends at once are two exchanges with nonces of their own', async () => {
  const connection = await bench.connectTo(tool.url);
  const ids = await Promise.all([1, 2].map(() => bench.start(connection, 'createToolProvider', provider)));
  await Promise.all(
    ids.map(async (id) => {
      await bench.call('exchanges.cancel', { id });
      return bench.ended(id);
    }),
  );
  const rows = (await bench.call('exchanges.list', {})).rows;
  expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(ids));
  const bodies = await Promise.all(
    ids.map(async (id) => (await bench.call('exchanges.get', { id })).request.body ?? ''),
  );
  const nonces = bodies.map((body) => z.object({ nonce: z.unknown() }).parse(JSON.parse(body)).nonce);
  expect(new Set(nonces).size).toBe(2);
});

test('the sandbox stopped mid-way: a clear network failure', async () => {
  const other = new Bench();
  try {
    const named = await other.sandbox();
    await other.call('sandbox.setFault', { server: 'examPlatform', fault: { kind: 'delay', milliseconds: 60_000 } });
    const id = await other.start(named('Exam platform'), 'listToolProviders', {});
    await other.call('sandbox.stop', {});
    expect((await other.ended(id)).problem?.code).toMatch(/^network\.(reset|refused)$/);
  } finally {
    await other.remove();
  }
});

test('a binary body is told as such and never shown as text', async () => {
  const image = await startTool((_request, response) => {
    response.writeHead(200, { 'content-type': 'image/png' });
    response.end(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255]));
  });
  try {
    const exchange = await bench.send(await bench.connectTo(image.url), 'createToolProvider', provider);
    expect(exchange).toMatchObject({ state: 'finished', verdict: 'deviates' });
    expect(exchange.hops[0]?.body).toMatchObject({ kind: 'binary', size: 9, text: '' });
  } finally {
    await image.close();
  }
});

test('the vault locked while a body is opened: the next page of it is refused', async () => {
  const long = await startTool((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end('x'.repeat(3_000_000));
  });
  try {
    const { id } = await bench.send(await bench.connectTo(long.url), 'createToolProvider', provider);
    const page = { id, hop: 0, offset: 2_000_000, limit: 1000 };
    const reading = bench.core.dispatch('exchanges.body', page);
    await bench.call('vault.lock', {});
    await reading;
    expect(await bench.refusal('exchanges.body', page)).toMatchObject({ code: 'vault.locked' });
  } finally {
    await long.close();
  }
});

test('killed: every acknowledged exchange is there, the running one interrupted', async () => {
  const connection = await bench.connectTo(tool.url);
  await bench.core.close();
  const child = spawn(process.execPath, [fileURLToPath(new URL('./fixtures/send-and-wait.ts', import.meta.url))], {
    env: { BENCH: JSON.stringify({ folder: bench.folder, connectionId: connection.id, passphrase, provider }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = z
    .tuple([z.unknown()])
    .rest(z.unknown())
    .parse(await once(child.stdout, 'data'));
  const { id } = z.object({ id: z.string() }).parse(JSON.parse(String(line)));
  await begun;
  child.kill('SIGKILL');
  await once(child, 'close');

  await bench.restart();
  const exchange = await bench.call('exchanges.get', { id });
  expect(exchange).toMatchObject({ state: 'interrupted', connectionName: 'Hostile' });
  expect(exchange.headline).toContain('ended before this was over');
  expect(exchange.finishedAt).toBeGreaterThan(0);
});

test('a launch view that never opens can be cancelled, and the failure to close it harms nothing', async () => {
  const stuck: LaunchStage = {
    open: () => new Promise(() => {}),
    close: () => Promise.reject(new Error('there is no such view')),
    onEvent: () => () => {},
  };
  const other = new Bench(stuck);
  try {
    const named = await other.sandbox();
    const connectionId = named('Bookshelf').id;
    const { values } = await other.call('connections.loadForm', { id: connectionId, operationId: 'launchBookByVbid' });
    const form = { connectionId, operationId: 'launchBookByVbid', values };
    void other.core.dispatch('exchanges.launch', { form, mode: 'window' });
    const { exchange } = await other.until(
      (event): event is Extract<typeof event, { type: 'exchange.changed' }> => event.type === 'exchange.changed',
    );
    await other.call('exchanges.preview', { form });
    await other.call('exchanges.cancel', { id: exchange.id });
    expect((await other.ended(exchange.id)).state).toBe('cancelled');
  } finally {
    await other.remove();
  }
});
