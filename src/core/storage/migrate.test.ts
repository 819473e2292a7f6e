import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabaseReadOnly } from '../adapters/node/open-database.ts';
import type { MigrationSet } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openTestStorage, problemOf, someDraft, temporaryFolder } from './test-support.ts';

const runs = (...statements: string[]) => ({
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
});

const withSecond: MigrationSet = {
  ...migrations,
  '9002-colours': runs('ALTER TABLE connections ADD COLUMN colour TEXT'),
};

async function folderWithOneConnection(): Promise<string> {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder);
  storage.connections.insert('c1', someDraft(), 1);
  storage.close();
  return folder;
}

function read(file: string, query: string): unknown[] {
  const connection = openDatabaseReadOnly(file);
  try {
    return connection.prepare(query).all();
  } finally {
    connection.close();
  }
}

const databaseOf = (folder: string) => join(folder, 'countersign.db');
const backupsOf = (folder: string) => readdirSync(join(folder, 'backups'));
const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('migrations', () => {
  it('copy the database before they change it', async () => {
    const folder = await folderWithOneConnection();
    const storage = await openTestStorage(folder, { migrations: withSecond });
    expect(storage.connections.list().map(({ name }) => name)).toEqual(['Northfield University']);
    storage.close();

    expect(backupsOf(folder)).toEqual(['countersign-before-9002-colours-20260131T120000Z.db']);
    const copy = join(folder, 'backups', 'countersign-before-9002-colours-20260131T120000Z.db');
    expect(read(copy, 'SELECT name FROM connections')).toEqual([{ name: 'Northfield University' }]);
    expect(read(copy, "SELECT * FROM pragma_table_info('connections') WHERE name = 'colour'")).toEqual([]);
    expect(read(databaseOf(folder), 'SELECT id, colour FROM connections')).toEqual([{ id: 'c1', colour: null }]);
    if (process.platform !== 'win32') expect(statSync(copy).mode & 0o777).toBe(0o600);
  });

  it('make no copy when there is nothing to change', async () => {
    const folder = await folderWithOneConnection();
    await openTestStorage(folder);
    expect(backupsOf(folder)).toEqual([]);
  });

  it('give every copy a name of its own', async () => {
    const folder = await folderWithOneConnection();
    const failing = { ...migrations, '9002-colours': runs('ALTER TABLE nowhere ADD COLUMN colour TEXT') };
    await problemOf(() => openTestStorage(folder, { migrations: failing }));
    (await openTestStorage(folder, { migrations: withSecond })).close();
    expect(backupsOf(folder)).toHaveLength(2);
  });

  it('change nothing when one of them fails, and say where the copy is', async () => {
    const folder = await folderWithOneConnection();
    const failing: MigrationSet = {
      ...withSecond,
      '9003-broken': runs('DELETE FROM connections', 'ALTER TABLE nowhere ADD COLUMN x TEXT'),
    };
    const problem = await problemOf(() => openTestStorage(folder, { migrations: failing }));
    const copy = join(folder, 'backups', 'countersign-before-9002-colours-20260131T120000Z.db');
    expect(problem).toMatchObject({
      code: 'storage.migration-failed',
      params: { migration: '9003-broken', backup: copy },
      detail: expect.stringContaining('no such table: nowhere'),
    });
    expect(existsSync(copy)).toBe(true);

    const storage = await openTestStorage(folder);
    expect(storage.connections.count()).toBe(1);
    storage.close();
    expect(read(databaseOf(folder), "SELECT * FROM pragma_table_info('connections') WHERE name = 'colour'")).toEqual(
      [],
    );
  });

  it('may make a table anew without losing what refers to it', async () => {
    const folder = await folderWithOneConnection();
    const before = await openTestStorage(folder);
    const form = { values: [], placement: null, signatureMethod: null, launchMode: null };
    before.formDrafts.save('c1', 'listToolProviders', form, 1);
    before.close();
    const remade: MigrationSet = {
      ...migrations,
      '9002-remake': runs(
        'CREATE TABLE connections_new AS SELECT * FROM connections',
        'DROP TABLE connections',
        'ALTER TABLE connections_new RENAME TO connections',
        'CREATE UNIQUE INDEX connections_id ON connections (id)',
      ),
    };
    const after = await openTestStorage(folder, { migrations: remade });
    expect(after.formDrafts.load('c1', 'listToolProviders')).toEqual(form);
  });

  it('fail when they leave a reference to nothing', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder);
    storage.connections.insert('c1', someDraft(), 1);
    storage.close();
    const dangling = {
      ...migrations,
      '9002-dangling': runs("UPDATE connections SET credential_id = 'nobody'"),
    };
    const problem = await problemOf(() => openTestStorage(folder, { migrations: dangling }));
    expect(problem.detail).toContain('table connections');
    const again = await openTestStorage(folder);
    expect(again.connections.get('c1')?.credentialId).toBeNull();
  });
});

describe('a database of a newer app', () => {
  it('is not opened and not changed', async () => {
    const folder = await folderWithOneConnection();
    (await openTestStorage(folder, { migrations: withSecond, appVersion: '2.0.0' })).close();
    const before = digest(databaseOf(folder));

    const problem = await problemOf(() => openTestStorage(folder));
    expect(problem).toMatchObject({
      code: 'storage.newer-than-app',
      params: { path: databaseOf(folder), appVersion: '1.0.0', writtenBy: '2.0.0' },
    });
    expect(digest(databaseOf(folder))).toBe(before);
    expect(backupsOf(folder)).toHaveLength(1);

    const newer = await openTestStorage(folder, { migrations: withSecond });
    expect(newer.connections.count()).toBe(1);
  });
});
