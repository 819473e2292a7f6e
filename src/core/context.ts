import type { AppEvent } from '../protocol/events.ts';
import type { LockReason } from '../protocol/models/vault/vault-protection.ts';
import type { AbRunService } from './ab-run/service.ts';
import type { AuthorityService } from './authorities/authorities.ts';
import type { Trust } from './authorities/trust.ts';
import type { Catcher } from './catcher/catcher.ts';
import type { ContractLibrary } from './contracts/library.ts';
import type { SuiteService } from './diagnosis/negative-suite/service.ts';
import type { ProbeService } from './diagnosis/probe/service.ts';
import type { BodyPages } from './exchanges/recording/body-pages.ts';
import type { ExchangeService } from './exchanges/service.ts';
import type { FormFiles } from './files/form-files.ts';
import type { FlowService } from './flows/service.ts';
import type { Imports } from './interchange/transfer/imports.ts';
import type { AdvantageHost } from './lti/advantage/platform/host.ts';
import type { RegistrationService } from './lti/advantage/registration/service.ts';
import type { AdvantageServices } from './lti/advantage/services/service.ts';
import type { Clock, KeyProvider, LaunchStage, Log, Random, SandboxHost, Transport } from './ports.ts';
import type { RosterService } from './roster/roster.ts';
import type { DataHome } from './storage/move/data-home.ts';
import type { Storage } from './storage/open-storage.ts';
import type { Trash } from './trash/trash.ts';
import type { Credentials } from './vault/credentials/credentials.ts';
import type { PurgeTimer } from './vault/overlap/purge-timer.ts';
import type { ProtectionSettings } from './vault/protection.ts';
import type { RotationService } from './vault/rotation/rotation.ts';
import type { BodyStore } from './vault/sealing/body-store.ts';
import type { Vault } from './vault/vault.ts';
import type { WorkspaceSandbox } from './workspace/sandbox.ts';

/** The outside world as core reaches it. */
export type Ports = {
  clock: Clock;
  random: Random;
  log: Log;
  keys: KeyProvider;
  stage: LaunchStage;
  /** Follows launches nobody watches, with an HTTP client. */
  quietStage: LaunchStage;
  transport: Transport;
  sandbox: SandboxHost;
  trust: Trust;
};

/** All that works on the data folder. */
export type Workspace = {
  storage: Storage;
  vault: Vault;
  /** Locks the vault after ending what needs it. */
  lock(reason: LockReason): Promise<void>;
  rotation: RotationService;
  protection: ProtectionSettings;
  credentials: Credentials;
  purgeTimer: PurgeTimer;
  exchanges: ExchangeService;
  files: FormFiles;
  flows: FlowService;
  abRuns: AbRunService;
  probes: ProbeService;
  suites: SuiteService;
  bodies: BodyStore;
  bodyPages: BodyPages;
  sandbox: WorkspaceSandbox;
  roster: RosterService;
  advantage: AdvantageHost;
  advantageServices: AdvantageServices;
  registrations: RegistrationService;
  catcher: Catcher;
  trash: Trash;
  authorities: AuthorityService;
  imports: Imports;
};

/** What a command handler may use. The data folder is opened by the first command that needs it, for this process alone. */
export type CoreContext = Ports & {
  appVersion: string;
  /** From where commands are given, for the access log. */
  actor: 'window' | 'cli';
  /** Where the data is: it can be moved. */
  dataHome: DataHome;
  contracts: ContractLibrary;
  workspace(): Promise<Workspace>;
  /**
   * Closes the data folder, does `work` on its files and opens it again; commands wait meanwhile. Rejects as `work` does, or with a
   * `storage.*` problem when it cannot be opened afterwards.
   */
  replaceData<T>(work: () => T | Promise<T>): Promise<T>;
  emit(event: AppEvent): void;
};
