import Database from 'better-sqlite3';

/** A connection to one SQLite file. Synchronous: a statement is done when its call returns. */
export type SqliteConnection = Database.Database;

/**
 * Opens the database for reading and writing, creating an empty one where there is none.
 * `synchronous = FULL`, because in WAL mode NORMAL may lose commits to a power cut, and a lost nonce would be used twice.
 * Throws better-sqlite3's `SqliteError`.
 */
export function openDatabase(file: string): SqliteConnection {
  const connection = new Database(file, { timeout: 5_000 });
  try {
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    connection.pragma('trusted_schema = OFF');
    connection.pragma('secure_delete = ON');
    connection.pragma('cell_size_check = ON');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Opens an existing database for reading only: neither the file nor its WAL changes. Throws better-sqlite3's `SqliteError`. */
export function openDatabaseReadOnly(file: string): SqliteConnection {
  return new Database(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
}

/**
 * Opens `file` and holds an exclusive lock on it until the connection is closed or the process ends, however it ends:
 * the operating system drops the lock, so a killed process leaves none behind. Throws `SQLITE_BUSY` when another holds it,
 * `SQLITE_READONLY` when the file cannot be written.
 */
export function openLockFile(file: string): SqliteConnection {
  const connection = new Database(file, { timeout: 200 });
  try {
    connection.pragma('journal_mode = MEMORY');
    connection.exec('BEGIN EXCLUSIVE');
    // On a read-only file the line above takes no exclusive lock and does not say so; a write does.
    connection.pragma('user_version = 1');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** SQLite's own result code (`SQLITE_BUSY`), or `undefined` for any other error. */
export function sqliteCode(error: unknown): string | undefined {
  return error instanceof Database.SqliteError ? error.code : undefined;
}
