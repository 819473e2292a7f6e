import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Migration, sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../src/core/storage/migrations/index.ts';
import { openTestStorage, problemOf, someDraft } from '../../../src/core/storage/test-support.ts';
import type { Problem } from '../../../src/protocol/problem.ts';
import { ReceivedProblem } from '../../../src/protocol/problem.ts';
import { CoreProcess } from './core-process.ts';
import { mayMount, SmallDisk } from './small-disk.ts';

async function started(folder: string): Promise<CoreProcess> {
  const core = new CoreProcess(folder);
  onTestFinished(() => core.kill());
  await core.ready;
  return core;
}

const draft = (name: string) => someDraft({ name, notes: 'a note of some length. '.repeat(80) });

/** Creates connections until one is refused; answers the names of those that were acknowledged, and why the last was not. */
async function createUntilRefused(core: CoreProcess): Promise<{ names: string[]; problem: Problem }> {
  const names: string[] = [];
  for (;;) {
    const name = `Connection ${names.length}`;
    try {
      await core.call('connections.create', { draft: draft(name) });
    } catch (error) {
      if (error instanceof ReceivedProblem) return { names, problem: error.problem };
      throw error;
    }
    names.push(name);
  }
}

const namesIn = async (core: CoreProcess) => (await core.call('connections.list', {})).map(({ name }) => name);
const sorted = (names: readonly string[]) => [...names].sort();

/** Every file below a folder with its bytes. */
function contentsOf(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'base64')]));
}

describe.skipIf(!mayMount())('on a disk of its own', () => {
  test('a full disk refuses what cannot be kept, loses nothing, and goes on once there is room', async () => {
    const disk = new SmallDisk(24);
    const core = await started(join(disk.folder, 'data'));
    disk.fill(256 * 1024);
    const { names, problem } = await createUntilRefused(core);
    expect(names.length).toBeGreaterThan(3);
    expect(problem).toMatchObject({ code: 'storage.full', params: { path: expect.stringContaining(disk.folder) } });
    expect(sorted(await namesIn(core))).toEqual(sorted(names));
    await expect(core.call('backups.create', {})).rejects.toMatchObject({ problem: { code: 'storage.full' } });
    expect(await core.call('backups.list', {})).toEqual([]);

    disk.free();
    await core.call('connections.create', { draft: draft('With room again') });
    core.kill();
    await core.ended;
    const again = await started(join(disk.folder, 'data'));
    expect(sorted(await namesIn(again))).toEqual(sorted([...names, 'With room again']));
  });

  test.each([0, 32])('with %i KiB left the data are opened, or a full disk is told; nothing is lost', async (left) => {
    const disk = new SmallDisk(24);
    const folder = join(disk.folder, 'data');
    const core = await started(folder);
    await core.call('connections.create', { draft: draft('Kept') });
    core.kill();
    await core.ended;
    disk.fill(left * 1024);
    const other = new CoreProcess(folder);
    onTestFinished(() => other.kill());
    const problem = await other.ready.then(
      () => null,
      (error) => (error instanceof ReceivedProblem ? error.problem : error),
    );
    if (problem !== null) expect(problem).toMatchObject({ code: 'storage.full' });
    else expect(await namesIn(other)).toEqual(['Kept']);
    other.kill();
    await other.ended;
    disk.free();
    expect(await namesIn(await started(folder))).toEqual(['Kept']);
  });

  test('a full disk at the first start is told', async () => {
    const disk = new SmallDisk(1);
    disk.fill(0);
    const core = new CoreProcess(join(disk.folder, 'data'));
    onTestFinished(() => core.kill());
    await expect(core.ready).rejects.toMatchObject({ problem: { code: 'storage.full' } });
  });

  test('a disk that may only be read is told, and no byte of it changes', async () => {
    const disk = new SmallDisk(24);
    const folder = join(disk.folder, 'data');
    const core = await started(folder);
    await core.call('connections.create', { draft: draft('Kept') });
    core.kill();
    await core.ended;
    const before = contentsOf(folder);
    disk.forbidWriting();
    const other = new CoreProcess(folder);
    onTestFinished(() => other.kill());
    await expect(other.ready).rejects.toMatchObject({ problem: { code: 'storage.read-only' } });
    expect(contentsOf(folder)).toEqual(before);
  });
});

test('a database that may not grow refuses the write, keeps what it has, and goes on once there is room', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-full-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const small: Migration = {
    up: async (db) => {
      await sql`PRAGMA max_page_count = 120`.execute(db);
    },
  };
  const storage = await openTestStorage(folder, { migrations: { ...migrations, '9999-small': small } });
  const kept: string[] = [];
  const problem = await problemOf(() => {
    for (;;) {
      storage.connections.insert(`c${kept.length}`, draft(`Connection ${kept.length}`), 1);
      kept.push(`Connection ${kept.length}`);
    }
  });
  expect(problem).toMatchObject({ code: 'storage.full' });
  expect(sorted(storage.connections.list().map(({ name }) => name))).toEqual(sorted(kept));
  for (const { id } of storage.connections.list()) storage.connections.delete(id);
  expect(() => storage.connections.insert('again', draft('Again'), 1)).not.toThrow();
});

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('a read-only folder is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-readonly-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  onTestFinished(() => chmodSync(folder, 0o700));
  const first = await started(folder);
  first.kill();
  await first.ended;
  chmodSync(folder, 0o500);
  const core = new CoreProcess(folder);
  onTestFinished(() => core.kill());
  await expect(core.ready).rejects.toMatchObject({ problem: { code: 'storage.read-only' } });
});
