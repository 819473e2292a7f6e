import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../protocol/problem.ts';
import { createDb } from './db.ts';
import { asStorageProblem } from './problems.ts';

const codeOf = (error: unknown) => (error instanceof ProblemError ? error.problem.code : error);

describe('asStorageProblem', () => {
  it.each([
    ['SQLITE_FULL', 'storage.full'],
    ['SQLITE_READONLY_DBMOVED', 'storage.read-only'],
    ['SQLITE_CANTOPEN', 'storage.read-only'],
    ['SQLITE_IOERR_FSYNC', 'storage.read-only'],
    ['SQLITE_IOERR_SHORT_READ', 'storage.corrupt'],
    ['SQLITE_CORRUPT_VTAB', 'storage.corrupt'],
    ['SQLITE_NOTADB', 'storage.corrupt'],
    ['SQLITE_BUSY_SNAPSHOT', 'storage.in-use'],
  ])('%s is %s', (sqlite, code) => {
    expect(codeOf(asStorageProblem(new Database.SqliteError('words of SQLite', sqlite), '/data'))).toBe(code);
  });

  it.each([
    ['ENOSPC', 'storage.full'],
    ['EROFS', 'storage.read-only'],
    ['EACCES', 'storage.read-only'],
  ])('%s is %s', (system, code) => {
    const error = Object.assign(new Error('words of the system'), { code: system });
    expect(codeOf(asStorageProblem(error, '/data'))).toBe(code);
  });

  it('leaves bugs and problems as they are', () => {
    const bug = new Database.SqliteError('no such table', 'SQLITE_ERROR');
    const problem = new ProblemError('vault.locked');
    expect(asStorageProblem(bug, '/data')).toBe(bug);
    expect(asStorageProblem(problem, '/data')).toBe(problem);
  });

  it('tells of a full disk and of a read-only database as they happen', () => {
    const connection = new Database(':memory:');
    const db = createDb(connection);
    connection.exec('CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL)');
    const write = () => db.run(db.build.insertInto('settings').values({ key: 'k', value: 'x'.repeat(100_000) }));

    connection.pragma('max_page_count = 4');
    expect(write).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code: 'storage.full' }) }));
    connection.pragma('query_only = ON');
    expect(write).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code: 'storage.read-only' }) }));
  });

  it('rolls a transaction back as a whole', () => {
    const connection = new Database(':memory:');
    const db = createDb(connection);
    connection.exec('CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL)');
    const write = (key: string) => db.run(db.build.insertInto('settings').values({ key, value: 'v' }));
    expect(() =>
      db.transaction(() => {
        write('a');
        db.transaction(() => write('b'));
        throw new ProblemError('vault.locked');
      }),
    ).toThrow(ProblemError);
    expect(db.all(db.build.selectFrom('settings').select('key'))).toEqual([]);
  });
});
