import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase, openDatabaseReadOnly } from '../adapters/node/open-database.ts';
import { openStorage } from './open-storage.ts';
import { openTestStorage, problemOf, recordingLog, someDraft, temporaryFolder, testClock } from './test-support.ts';

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('openStorage', () => {
  it('makes a database in a new folder and finds everything again', async () => {
    const folder = join(temporaryFolder(), 'deep', 'data');
    const first = await openTestStorage(folder);
    first.connections.insert('c1', someDraft(), 1);
    first.settings.write('theme', 'dark');
    first.close();

    const second = await openTestStorage(folder);
    expect(second.connections.list().map(({ id }) => id)).toEqual(['c1']);
    expect(readdirSync(join(folder, 'backups'))).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('lets nobody else read the files', async () => {
    const folder = join(temporaryFolder(), 'data');
    const storage = await openTestStorage(folder);
    storage.connections.insert('c1', someDraft(), 1);
    expect(modeOf(folder)).toBe(0o700);
    for (const file of ['countersign.db', 'countersign.db-wal', 'countersign.db-shm', 'countersign.lock']) {
      expect([file, modeOf(join(folder, file))]).toEqual([file, 0o600]);
    }
    for (const sub of ['backups', 'bodies']) expect([sub, modeOf(join(folder, sub))]).toEqual([sub, 0o700]);
  });

  it.skipIf(process.platform === 'win32')('leaves the mode of a folder that was there before', async () => {
    const folder = temporaryFolder();
    const before = modeOf(folder);
    await openTestStorage(folder);
    expect(modeOf(folder)).toBe(before);
  });

  it('is open once at a time', async () => {
    const folder = temporaryFolder();
    const first = await openTestStorage(folder);
    const problem = await problemOf(() => openTestStorage(folder));
    expect(problem).toMatchObject({ code: 'storage.in-use', params: { path: folder } });

    first.close();
    first.close();
    const second = await openTestStorage(folder);
    expect(second.connections.count()).toBe(0);
  });

  it('commits durably: a commit is synced to the disk, foreign keys hold', async () => {
    const connection = openDatabase(join(temporaryFolder(), 'x.db'));
    expect(connection.pragma('synchronous', { simple: true })).toBe(2);
    expect(connection.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(connection.pragma('foreign_keys', { simple: true })).toBe(1);
    connection.close();
  });

  it('uses strict tables only', async () => {
    const folder = temporaryFolder();
    (await openTestStorage(folder)).close();
    const connection = openDatabaseReadOnly(join(folder, 'countersign.db'));
    const lax = connection
      .prepare(
        `SELECT name FROM pragma_table_list WHERE strict = 0 AND schema = 'main' AND name NOT LIKE 'kysely%'
          AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'exchange_search%'`,
      )
      .all();
    expect(lax).toEqual([]);
    connection.close();
  });
});

describe('openStorage where it cannot work', () => {
  const open = (folder: string) => openStorage({ folder, appVersion: '1.0.0', clock: testClock, log: recordingLog() });

  it('says so when the folder is a file', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'mine');
    expect(await problemOf(() => open(file))).toMatchObject({ code: 'storage.read-only', params: { path: file } });
    expect(await problemOf(() => open(join(file, 'below')))).toMatchObject({ code: 'storage.read-only' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  // Root may write everywhere, and Windows has other permissions.
  describe.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('because it may not write', () => {
    it('says so for a new folder', async () => {
      const parent = temporaryFolder();
      chmodSync(parent, 0o500);
      const problem = await problemOf(() => open(join(parent, 'data')));
      expect(problem).toMatchObject({ code: 'storage.read-only', params: { path: join(parent, 'data') } });
    });

    it.each(['countersign.db', 'countersign.lock'])('says so when %s is read-only', async (name) => {
      const folder = temporaryFolder();
      (await openTestStorage(folder)).close();
      chmodSync(join(folder, name), 0o400);
      expect(await problemOf(() => open(folder))).toMatchObject({ code: 'storage.read-only' });
    });

    it('says so when the whole folder has become read-only', async () => {
      const folder = temporaryFolder();
      (await openTestStorage(folder)).close();
      chmodSync(folder, 0o500);
      const problem = await problemOf(() => open(folder));
      chmodSync(folder, 0o700);
      expect(problem).toMatchObject({ code: 'storage.read-only' });
    });
  });

  it('leaves a file alone that is no database', async () => {
    const folder = temporaryFolder();
    const text = 'this is a letter to my aunt, not a database'.repeat(100);
    writeFileSync(join(folder, 'countersign.db'), text);
    expect(await problemOf(() => open(folder))).toMatchObject({ code: 'storage.corrupt' });
    expect(readFileSync(join(folder, 'countersign.db'), 'utf8')).toBe(text);
  });

  it('leaves a database alone that is not ours', async () => {
    const folder = temporaryFolder();
    const other = openDatabase(join(folder, 'countersign.db'));
    other.exec('CREATE TABLE recipes (name TEXT)');
    other.close();
    const problem = await problemOf(() => open(folder));
    expect(problem).toMatchObject({ code: 'storage.corrupt', detail: 'not a Countersign database' });
  });

  it('says corrupt for a damaged database, and keeps it', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'countersign.db');
    const storage = await openTestStorage(folder);
    storage.connections.insert('c1', someDraft(), 1);
    storage.close();
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 100, 4096);
    writeFileSync(file, bytes);
    expect(await problemOf(() => open(folder))).toMatchObject({ code: 'storage.corrupt', params: { path: file } });
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('frees the folder again after a failure', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'countersign.db'), 'x'.repeat(5000));
    await problemOf(() => open(folder));
    expect(await problemOf(() => open(folder))).toMatchObject({ code: 'storage.corrupt' });
  });

  it('removes bodies that no exchange knows, and nothing else', async () => {
    const folder = temporaryFolder();
    (await openTestStorage(folder)).close();
    const stray = join(folder, 'bodies', createHash('sha256').update('x').digest('hex').slice(0, 32));
    const foreign = join(folder, 'bodies', 'notes.txt');
    for (const file of [stray, `${stray}.part`, foreign]) writeFileSync(file, 'x');
    await openTestStorage(folder);
    expect([stray, `${stray}.part`, foreign].map((file) => existsSync(file))).toEqual([false, false, true]);
  });
});
