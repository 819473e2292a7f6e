import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Backup } from '../../protocol/models/data/backup.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { openDatabase, type SqliteConnection } from '../adapters/node/open-database.ts';
import type { Clock, Log, NonceLedger } from '../ports.ts';
import { listBackups, pruneBackups } from './backups/folder.ts';
import { makeBackup } from './backups/make.ts';
import { backupName } from './backups/names.ts';
import { type BodyFiles, createBodyFiles } from './body-files.ts';
import { createDb, type Db } from './db.ts';
import { createPrivateFile, type DataPaths, dataPaths, prepareFolders } from './folder.ts';
import { type FolderLock, lockFolder } from './lock.ts';
import { inspectDatabase, type MigrationSet, migrate } from './migrate.ts';
import { migrations as releasedMigrations } from './migrations/index.ts';
import { asStorageProblem } from './problems.ts';
import { type AbRunsRepository, createAbRunsRepository } from './repositories/ab-runs.ts';
import { type ContentItemsRepository, createContentItemsRepository } from './repositories/advantage/content-items.ts';
import { createLineItemsRepository, type LineItemsRepository } from './repositories/advantage/line-items.ts';
import { createServiceCallsRepository, type ServiceCallsRepository } from './repositories/advantage/service-calls.ts';
import { type CapturesRepository, createCapturesRepository } from './repositories/captures.ts';
import {
  type CatcherRegistrationsRepository,
  createCatcherRegistrationsRepository,
} from './repositories/catcher-registrations.ts';
import { type ConnectionsRepository, createConnectionsRepository } from './repositories/connections.ts';
import { type CredentialsRepository, createCredentialsRepository } from './repositories/credentials.ts';
import { createExchangeBodiesRepository, type ExchangeBodiesRepository } from './repositories/exchange-bodies.ts';
import { createExchangesRepository, type ExchangesRepository } from './repositories/exchanges.ts';
import { createFlowRunsRepository, type FlowRunsRepository } from './repositories/flow-runs.ts';
import { createFormDraftsRepository, type FormDraftsRepository } from './repositories/form-drafts.ts';
import { createGradesRepository, type GradesRepository } from './repositories/grades.ts';
import { createKeySlotsRepository, type KeySlotsRepository } from './repositories/key-slots.ts';
import { createMetaRepository, type MetaRepository } from './repositories/meta.ts';
import { createNonceLedger } from './repositories/nonces.ts';
import { createRosterRepository, type RosterRepository } from './repositories/roster.ts';
import { createSecretAccessRepository, type SecretAccessRepository } from './repositories/secret-access.ts';
import { createSecretsRepository, type SecretsRepository } from './repositories/secrets.ts';
import { createSettingsRepository, type SettingsRepository } from './repositories/settings.ts';
import { createSuiteRunsRepository, type SuiteRunsRepository } from './repositories/suite-runs.ts';
import { createUserContractsRepository, type UserContractsRepository } from './repositories/user-contracts.ts';
import { createSearchIndex, type SearchIndex } from './search-index.ts';
import { createTrashRepository, type TrashRepository } from './trash/trash.ts';

/** All that is kept, one repository per subject. Repositories answer synchronously: a write is on the disk when its call returns. */
export type Storage = {
  readonly folder: string;
  readonly meta: MetaRepository;
  readonly settings: SettingsRepository;
  readonly keySlots: KeySlotsRepository;
  readonly secrets: SecretsRepository;
  readonly credentials: CredentialsRepository;
  readonly secretAccess: SecretAccessRepository;
  readonly connections: ConnectionsRepository;
  readonly formDrafts: FormDraftsRepository;
  readonly exchanges: ExchangesRepository;
  readonly exchangeBodies: ExchangeBodiesRepository;
  readonly bodyFiles: BodyFiles;
  readonly nonces: NonceLedger;
  readonly userContracts: UserContractsRepository;
  readonly roster: RosterRepository;
  readonly grades: GradesRepository;
  readonly lineItems: LineItemsRepository;
  readonly contentItems: ContentItemsRepository;
  readonly serviceCalls: ServiceCallsRepository;
  readonly flowRuns: FlowRunsRepository;
  readonly abRuns: AbRunsRepository;
  readonly suiteRuns: SuiteRunsRepository;
  readonly captures: CapturesRepository;
  readonly catcherRegistrations: CatcherRegistrationsRepository;
  readonly trash: TrashRepository;
  /**
   * Makes a backup that was opened and compared, and lets the oldest for the same reason go beyond `keep`. Throws `storage.*`,
   * `backup.unusable`.
   */
  makeBackup(reason: Exclude<Backup['reason'], 'migration'>, now: number, keep: number): Backup;
  /** All of `work` or nothing of it. `work` must not be async. */
  transaction<T>(work: () => T): T;
  /** Moves everything from the write-ahead log into the database, so that what was overwritten is in neither. */
  settle(): void;
  /** Ends the use of the folder. May be called twice. */
  close(): void;
};

export type StorageOptions = {
  folder: string;
  appVersion: string;
  clock: Clock;
  log: Log;
  /** Other migrations than the released ones, for tests of the machinery. */
  migrations?: MigrationSet;
};

/**
 * Opens the data folder for this process alone, creating or migrating what is in it. Throws, with nothing changed:
 * `storage.in-use`, `storage.newer-than-app`, `storage.read-only`, `storage.full`, `storage.corrupt`,
 * `storage.migration-failed`.
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const paths = dataPaths(options.folder);
  prepareFolders(paths);
  const lock = lockFolder(paths);
  try {
    const connection = await openMigrated(paths, options);
    return assemble(paths, connection, lock, options);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openMigrated(paths: DataPaths, options: StorageOptions): Promise<SqliteConnection> {
  const { appVersion, clock, migrations = releasedMigrations } = options;
  const inspection = inspectDatabase(paths.database, migrations, appVersion);
  const connection = open(paths);
  try {
    await migrate({ connection, inspection, migrations, paths, now: clock.now() });
    return connection;
  } catch (error) {
    connection.close();
    throw asStorageProblem(error, paths.database);
  }
}

function open(paths: DataPaths): SqliteConnection {
  try {
    if (!existsSync(paths.database)) createPrivateFile(paths.database);
    return openDatabase(paths.database);
  } catch (error) {
    throw asStorageProblem(error, paths.database);
  }
}

function assemble(paths: DataPaths, connection: SqliteConnection, lock: FolderLock, options: StorageOptions): Storage {
  const db = createDb(connection);
  try {
    const searchIndex = createSearchIndex(db);
    searchIndex.purge();
    const storage = repositories(paths, db, searchIndex, options.log);
    storage.meta.set('app_version', options.appVersion);
    storage.bodyFiles.sweep(storage.exchangeBodies.files());
    const close = () => closeOnce(connection, searchIndex, lock);
    return {
      ...storage,
      folder: paths.folder,
      transaction: db.transaction,
      makeBackup: (reason, now, keep) => {
        const name = basename(makeBackup(connection, backupName(reason, now), paths));
        pruneBackups(paths.backups, reason, keep, name);
        const made = listBackups(paths.backups).find((backup) => backup.name === name);
        if (made === undefined) throw new ProblemError('backup.unusable', { params: { name, reason: 'it is gone' } });
        return made;
      },
      settle: () => void connection.pragma('wal_checkpoint(TRUNCATE)'),
      close,
    };
  } catch (error) {
    connection.close();
    throw asStorageProblem(error, paths.database);
  }
}

function repositories(
  paths: DataPaths,
  db: Db,
  searchIndex: SearchIndex,
  log: Log,
): Omit<Storage, 'folder' | 'makeBackup' | 'transaction' | 'settle' | 'close'> {
  const bodyFiles = createBodyFiles(paths.bodies);
  return {
    meta: createMetaRepository(db),
    settings: createSettingsRepository(db, log),
    keySlots: createKeySlotsRepository(db),
    secrets: createSecretsRepository(db),
    credentials: createCredentialsRepository(db, log),
    secretAccess: createSecretAccessRepository(db),
    connections: createConnectionsRepository(db, log),
    formDrafts: createFormDraftsRepository(db, log),
    exchanges: createExchangesRepository(db, searchIndex, bodyFiles, log),
    exchangeBodies: createExchangeBodiesRepository(db),
    bodyFiles,
    nonces: createNonceLedger(db),
    userContracts: createUserContractsRepository(db),
    roster: createRosterRepository(db, log),
    grades: createGradesRepository(db),
    lineItems: createLineItemsRepository(db, log),
    contentItems: createContentItemsRepository(db, log),
    serviceCalls: createServiceCallsRepository(db, log),
    flowRuns: createFlowRunsRepository(db, log),
    abRuns: createAbRunsRepository(db, log),
    suiteRuns: createSuiteRunsRepository(db, log),
    captures: createCapturesRepository(db),
    catcherRegistrations: createCatcherRegistrationsRepository(db, log),
    trash: createTrashRepository(db, searchIndex),
  };
}

function closeOnce(connection: SqliteConnection, searchIndex: SearchIndex, lock: FolderLock): void {
  if (!connection.open) return;
  try {
    searchIndex.purge();
  } finally {
    connection.close();
    lock.release();
  }
}
