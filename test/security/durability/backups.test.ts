import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStorage } from '../../../src/core/storage/open-storage.ts';
import { backUpWhenDue } from '../../../src/core/workspace/backups.ts';
import type { Connection } from '../../../src/protocol/models/connection.ts';
import { Bench, passphrase, provider } from '../../integration/bench.ts';

let bench: Bench;
let connection: (name: string) => Connection;
beforeEach(async () => {
  bench = new Bench();
  connection = await bench.sandbox();
});
afterEach(() => bench.remove());

const database = () => join(bench.folder, 'countersign.db');
const backupFile = (name: string) => join(bench.folder, 'backups', name);
const names = async () => (await bench.call('connections.list', {})).map(({ name }) => name);

/** Overwrites pages in the middle of a closed database. */
function damage(file: string): void {
  const handle = openSync(file, 'r+');
  const { size } = statSync(file);
  for (let offset = 8192; offset < size; offset += 4096) writeSync(handle, Buffer.alloc(2048, 0xff), 0, 2048, offset);
  closeSync(handle);
}

test('a backup brings back everything: connections, history with its bodies, and the vault', async () => {
  const exchange = await bench.send(connection('Exam platform'), 'createToolProvider', provider);
  const before = await bench.call('connections.list', {});
  const backup = await bench.call('backups.create', {});
  expect(backup).toMatchObject({ reason: 'manual' });
  await bench.call('connections.delete', { id: connection('Exam platform').id });
  await bench.call('exchanges.delete', { ids: [exchange.id] });
  await bench.restart();
  expect(await names()).not.toContain('Exam platform');

  const { before: kept } = await bench.call('backups.restore', { name: backup.name });
  expect(bench.events.at(-1)).toEqual({ type: 'workspace.replaced' });
  expect(await bench.call('connections.list', {})).toEqual(before);
  expect(await bench.call('exchanges.get', { id: exchange.id })).toEqual(exchange);
  await bench.call('vault.unlock', { method: { kind: 'passphrase', passphrase } });
  const page = await bench.call('exchanges.body', { id: exchange.id, hop: 0, offset: 0, limit: 1000 });
  expect(page.text).toContain(provider.tool_name);

  await bench.call('backups.restore', { name: kept });
  expect(await names()).not.toContain('Exam platform');
});

test('a backup holds nothing that was deleted before it was made', async () => {
  const before = await bench.call('backups.create', {});
  await bench.call('connections.delete', { id: connection('Exam platform').id });
  const after = await bench.call('backups.create', {});
  const kept = (name: string) => {
    const copy = new Database(backupFile(name), { readonly: true });
    const rows = copy.prepare('SELECT name FROM connections').pluck().all();
    const trash = copy.prepare('SELECT count(*) FROM trash_rows').pluck().get();
    copy.close();
    return { rows, trash };
  };
  expect(kept(before.name)).toEqual({ rows: expect.arrayContaining(['Exam platform']), trash: 0 });
  expect(kept(after.name)).toEqual({ rows: expect.not.arrayContaining(['Exam platform']), trash: 0 });
  expect(await bench.call('trash.list', {})).toHaveLength(1);
});

test('a damaged database is told with the way out, is kept, and a backup takes its place', async () => {
  const backup = await bench.call('backups.create', {});
  const before = await names();
  await bench.core.close();
  damage(database());
  await bench.restart();
  expect(await bench.refusal('connections.list', {})).toMatchObject({ code: 'storage.corrupt' });
  expect(await bench.call('backups.list', {})).toEqual([backup]);
  const { before: kept } = await bench.call('backups.restore', { name: backup.name });
  expect(kept).toMatch(/^countersign-damaged-/);
  expect(statSync(backupFile(kept)).size).toBeGreaterThan(0);
  expect(await names()).toEqual(before);
});

test('a damaged backup is refused and nothing is changed', async () => {
  const backup = await bench.call('backups.create', {});
  damage(backupFile(backup.name));
  expect(await bench.refusal('backups.restore', { name: backup.name })).toMatchObject({ code: 'backup.unusable' });
  expect(await names()).toContain('Exam platform');
  expect(await bench.call('backups.list', {})).toHaveLength(1);
});

test('a backup of a newer version is refused clearly', async () => {
  const backup = await bench.call('backups.create', {});
  const file = new Database(backupFile(backup.name));
  file.prepare("INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-later', '2030-01-01')").run();
  file.prepare("UPDATE meta SET value = '9.0.0' WHERE key = 'app_version'").run();
  file.close();
  expect(await bench.refusal('backups.restore', { name: backup.name })).toMatchObject({
    code: 'storage.newer-than-app',
    params: { writtenBy: '9.0.0' },
  });
});

test('a backup that is not there is not found, wherever its name leads', async () => {
  for (const name of ['countersign-manual-20260101T000000Z.db', '../../countersign.db', 'countersign.db']) {
    expect(await bench.refusal('backups.restore', { name })).toMatchObject({ code: 'not-found' });
  }
});

test('as many backups of a kind are kept as the settings say', async () => {
  await bench.call('settings.update', { backupsKept: 2 });
  const made = [];
  for (let count = 0; count < 4; count += 1) made.push(await bench.call('backups.create', {}));
  const kept = (await bench.call('backups.list', {})).map(({ name }) => name);
  expect(kept).toHaveLength(2);
  expect(kept).toContain(made.at(-1)?.name);
});

test('a half-made backup is not listed', async () => {
  const backup = await bench.call('backups.create', {});
  renameSync(backupFile(backup.name), `${backupFile(backup.name)}.part`);
  expect(await bench.call('backups.list', {})).toEqual([]);
});

const day = 24 * 60 * 60 * 1000;

test('the weekly backup is made when it is due, also after the clock was moved back', async () => {
  await bench.core.close();
  let now = Date.UTC(2026, 0, 1);
  const clock = { now: () => now };
  const log = { info: () => {}, error: () => {} };
  const storage = await openStorage({ folder: bench.folder, appVersion: '0.0.0-test', clock, log });
  const due: boolean[] = [];
  for (const days of [0, 1, 6.9, 7, 8, -400, -399, -393]) {
    now = Date.UTC(2026, 0, 1) + days * day;
    due.push(backUpWhenDue(storage, clock));
  }
  storage.close();
  expect(due).toEqual([true, false, false, true, false, true, false, true]);
});

test('nothing is backed up while there is nothing to lose', async () => {
  const log = { info: () => {}, error: () => {} };
  const clock = { now: () => 1 };
  await bench.core.close();
  rmSync(bench.folder, { recursive: true });
  const storage = await openStorage({ folder: bench.folder, appVersion: '0.0.0-test', clock, log });
  expect(backUpWhenDue(storage, clock)).toBe(false);
  storage.close();
  expect(readdirSync(join(bench.folder, 'backups'))).toEqual([]);
});

/** Overwrites the one page of a closed database that holds `text`, and answers how many pages did. */
function damagePageWith(file: string, text: string): number {
  const bytes = readFileSync(file);
  let damaged = 0;
  for (let page = 4096; page < bytes.length; page += 4096) {
    const part = bytes.subarray(page, page + 4096);
    if (!part.includes(text)) continue;
    // A page of a table begins with its kind, 13.
    if (part[0] !== 13) continue;
    part.fill(0x5a, 0, 64);
    damaged += 1;
  }
  writeFileSync(file, bytes);
  return damaged;
}

test('one damaged page is told by what needs it and by the next backup; a backup from before brings all back', async () => {
  const backup = await bench.call('backups.create', {});
  const before = await names();
  await bench.core.close();
  expect(damagePageWith(database(), 'Exam platform')).toBeGreaterThan(0);
  const damaged = readFileSync(database());
  await bench.restart();
  expect(await bench.refusal('connections.list', {})).toMatchObject({
    code: 'storage.corrupt',
    params: { path: database() },
  });
  expect(await bench.refusal('backups.create', {})).toMatchObject({ code: 'storage.corrupt' });
  expect(await bench.call('backups.list', {})).toEqual([backup]);
  const { before: kept } = await bench.call('backups.restore', { name: backup.name });
  expect(kept).toMatch(/^countersign-damaged-/);
  expect(readFileSync(backupFile(kept)).length).toBeGreaterThanOrEqual(damaged.length);
  expect(await names()).toEqual(before);
});
