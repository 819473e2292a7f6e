import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AppEvent } from '../../src/protocol/events.ts';
import { Bench, passphrase } from './bench.ts';

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.remove());

async function sandboxNames(): Promise<string[]> {
  const all = await bench.call('connections.list', {});
  return all.map(({ name }) => name).sort();
}

/** Unlocks the vault after a restart and waits until the sandbox runs again. */
async function reopen(): Promise<void> {
  await bench.restart();
  bench.events.length = 0;
  await bench.call('vault.unlock', { method: { kind: 'passphrase', passphrase } });
  while ((await bench.call('sandbox.status', {})).state !== 'running') {
    await bench.until((event): event is AppEvent => event.type === 'sandbox.changed');
    bench.events.length = 0;
  }
}

async function remove(name: string): Promise<void> {
  const all = await bench.call('connections.list', {});
  await bench.call('connections.delete', { id: all.find((one) => one.name === name)?.id ?? '' });
}

const everything = [
  'Bookshelf',
  'Bookshelf, wrong secret',
  'Exam platform',
  'Library store',
  'Library store (LTI 1.3)',
  'Misbehaving tool',
];

test('a workspace from before the store gets a connection to it that works, once', async () => {
  await bench.sandbox();
  await remove('Library store');
  await bench.core.close();
  const database = new Database(join(bench.folder, 'countersign.db'));
  database.prepare("delete from settings where key = 'sandbox-connections'").run();
  database.close();

  await reopen();
  expect(await sandboxNames()).toEqual(everything);
  const store = (await bench.call('connections.list', {})).find(({ name }) => name === 'Library store');
  if (store === undefined) throw new Error('no store');
  expect(await bench.send(store, 'launchStore', {})).toMatchObject({ verdict: 'conforms' });

  await reopen();
  expect(await sandboxNames()).toEqual(everything);
});

test('what was deleted on purpose stays deleted', async () => {
  await bench.sandbox();
  await remove('Library store');
  await remove('Bookshelf, wrong secret');
  await reopen();
  expect(await sandboxNames()).toEqual(['Bookshelf', 'Exam platform', 'Library store (LTI 1.3)', 'Misbehaving tool']);
});

test('what the store gives its users changes while it runs, with the vault locked, and is kept', async () => {
  const store = (await bench.sandbox())('Library store');
  const pageAfterLaunch = async () => {
    const { id, hops } = await bench.send(store, 'launchStore', {});
    const last = hops.at(-1)?.index ?? 0;
    return (await bench.call('exchanges.body', { id, hop: last, offset: 0, limit: 50_000 })).text;
  };
  expect(await pageAfterLaunch()).toContain('plan “Campus”');
  await bench.call('vault.lock', {});
  const status = await bench.call('sandbox.setStoreAccess', { access: { kind: 'plan', plan: 'Evening school' } });
  expect(status.storeAccess).toEqual({ kind: 'plan', plan: 'Evening school' });

  await reopen();
  expect((await bench.call('sandbox.status', {})).storeAccess).toEqual({ kind: 'plan', plan: 'Evening school' });
  expect(await pageAfterLaunch()).toContain('plan “Evening school”');
  await bench.call('sandbox.setStoreAccess', { access: { kind: 'full' } });
  expect(await pageAfterLaunch()).toContain('full access to all publications');

  await bench.call('sandbox.stop', {});
  expect(await bench.refusal('sandbox.setStoreAccess', { access: { kind: 'full' } })).toMatchObject({
    code: 'sandbox.failed',
  });
});

test('a field the form mentions as empty is not filled by a variable of the connection', async () => {
  const book = (await bench.sandbox())('Bookshelf');
  const sent = async (values: { name: string; in: 'body'; value: string }[]) => {
    const form = { connectionId: book.id, operationId: 'launchBookByVbid', values };
    const { signed } = await bench.call('exchanges.preview', { form: { ...form, values: [...values, vbid] } });
    return new Map(signed?.request.fields);
  };
  const vbid = { name: 'vbid', in: 'path', value: 'BOOKSHELF-TUTORIAL' } as const;
  expect((await sent([])).get('context_title')).toBe('Introduction to Reading');
  expect((await sent([{ name: 'context_title', in: 'body', value: '' }])).has('context_title')).toBe(false);
});

test('a variable given after a form was kept shows in it, and what was cleared stays cleared', async () => {
  const book = (await bench.sandbox())('Bookshelf');
  const operationId = 'launchBookByVbid';
  const begun = await bench.call('connections.loadForm', { id: book.id, operationId });
  const values = begun.values
    .filter(({ name }) => name !== 'roles')
    .map((value) => (value.name === 'context_title' ? { ...value, value: '' } : value));
  await bench.call('connections.saveForm', { id: book.id, operationId, form: { ...begun, values } });
  const kept = await bench.call('connections.loadForm', { id: book.id, operationId });
  expect(kept.values).toContainEqual({ name: 'roles', in: 'body', value: 'Learner' });
  expect(kept.values.filter(({ name }) => name === 'context_title')).toEqual([
    { name: 'context_title', in: 'body', value: '' },
  ]);
});

test('asked for once more, as after an attempt that failed half-way, the sandbox is completed and told of again', async () => {
  const { id, name } = (await bench.sandbox())('Library store (LTI 1.3)');
  await bench.call('connections.delete', { id });
  bench.events.length = 0;
  await bench.call('workspace.createSandbox', {});
  expect(bench.events).toContainEqual({ type: 'connections.changed' });
  const names = (await bench.call('connections.list', {})).map((connection) => connection.name);
  expect(names.filter((one) => one === name)).toEqual([name]);
  expect(new Set(names).size).toBe(names.length);
});
