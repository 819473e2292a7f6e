import { ProblemError } from '../../protocol/problem.ts';
import { sqliteCode } from '../adapters/node/open-database.ts';

type StorageCode = 'storage.full' | 'storage.read-only' | 'storage.corrupt' | 'storage.in-use';

const bySqliteCode: readonly (readonly [prefix: string, code: StorageCode])[] = [
  ['SQLITE_FULL', 'storage.full'],
  ['SQLITE_READONLY', 'storage.read-only'],
  ['SQLITE_CANTOPEN', 'storage.read-only'],
  ['SQLITE_PERM', 'storage.read-only'],
  ['SQLITE_CORRUPT', 'storage.corrupt'],
  ['SQLITE_NOTADB', 'storage.corrupt'],
  ['SQLITE_IOERR_READ', 'storage.corrupt'],
  ['SQLITE_IOERR_SHORT_READ', 'storage.corrupt'],
  ['SQLITE_IOERR', 'storage.read-only'],
  ['SQLITE_BUSY', 'storage.in-use'],
  ['SQLITE_LOCKED', 'storage.in-use'],
];

const bySystemCode: Readonly<Record<string, StorageCode>> = {
  ENOSPC: 'storage.full',
  EDQUOT: 'storage.full',
  EACCES: 'storage.read-only',
  EPERM: 'storage.read-only',
  EROFS: 'storage.read-only',
  ENOTDIR: 'storage.read-only',
  EISDIR: 'storage.read-only',
  EEXIST: 'storage.read-only',
};

function storageCode(error: unknown): StorageCode | undefined {
  const sqlite = sqliteCode(error);
  if (sqlite !== undefined) return bySqliteCode.find(([prefix]) => sqlite.startsWith(prefix))?.[1];
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return bySystemCode[error.code];
  return undefined;
}

/**
 * The `storage.*` problem behind an error of SQLite or the file system, with `path` in its params and the cause's own words
 * as detail; an error of another kind is returned as it is.
 */
export function asStorageProblem(error: unknown, path: string): unknown {
  const code = storageCode(error);
  if (code === undefined) return error;
  return new ProblemError(code, {
    params: { path },
    detail: error instanceof Error ? error.message : String(error),
    cause: error,
  });
}
