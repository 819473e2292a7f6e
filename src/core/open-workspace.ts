import { createAbRuns } from './ab-run/service.ts';
import { after, systemUser } from './adapters/node/system.ts';
import { type AuthorityService, createAuthorities } from './authorities/authorities.ts';
import { createCatcher } from './catcher/catcher.ts';
import type { CoreContext, Workspace } from './context.ts';
import { createSuites } from './diagnosis/negative-suite/service.ts';
import { createProbes } from './diagnosis/probe/service.ts';
import { serviceOffers } from './exchanges/advantage/offer.ts';
import { createBodyPages } from './exchanges/recording/body-pages.ts';
import { createExchangeService } from './exchanges/service.ts';
import { createFormFiles } from './files/form-files.ts';
import { createFlowService } from './flows/service.ts';
import { createImports } from './interchange/transfer/imports.ts';
import { createRegistrations } from './lti/advantage/registration/service.ts';
import { createAdvantageServices } from './lti/advantage/services/service.ts';
import { createPlatformHost } from './lti/platform-host.ts';
import { createRoster } from './roster/roster.ts';
import type { DataHome } from './storage/move/data-home.ts';
import { settleIn } from './storage/move/move.ts';
import { openStorage, type Storage } from './storage/open-storage.ts';
import { createTrash } from './trash/trash.ts';
import { createCredentials } from './vault/credentials/credentials.ts';
import { lockVault } from './vault/locking.ts';
import { createPurgeTimer } from './vault/overlap/purge-timer.ts';
import { createProtectionSettings } from './vault/protection.ts';
import { createRotation } from './vault/rotation/rotation.ts';
import { createBodyStore } from './vault/sealing/body-store.ts';
import { createVault } from './vault/vault.ts';
import { openAdvantage } from './workspace/advantage.ts';
import { createWorkspaceSandbox } from './workspace/sandbox.ts';
import { addMissingSandboxConnections, moveSandboxConnections } from './workspace/sandbox-connections.ts';
import { registerWithSandbox } from './workspace/sandbox-registrations.ts';

const interruptedHeadline =
  'Countersign ended before this was over. What had been recorded is kept; whether the other side went on is not known.';

/** Opens the folder in charge. Another process may have moved the data until this one holds the lock. */
async function openInCharge(dataHome: DataHome, open: (folder: string) => Promise<Storage>): Promise<Storage> {
  const folder = dataHome.present();
  const storage = await open(folder);
  if (dataHome.folder() === folder) {
    settleIn(folder);
    return storage;
  }
  storage.close();
  return openInCharge(dataHome, open);
}

export type OpenOptions = {
  /** What was deleted can still be brought back: core crashed, and the app that is open goes on. */
  keepDeletions?: boolean;
};

/**
 * Opens the data folder and puts together what works on it. Exchanges a crash cut off are marked as interrupted.
 *
 * @throws ProblemError `storage.*`.
 */
export async function openWorkspace(
  context: Omit<CoreContext, 'workspace' | 'replaceData'>,
  options: OpenOptions = {},
): Promise<OpenedWorkspace> {
  const { dataHome, appVersion, clock, log } = context;
  const storage = await openInCharge(dataHome, (folder) => openStorage({ folder, appVersion, clock, log }));
  try {
    return await assemble(storage, context, options);
  } catch (error) {
    // Whoever tries again must not find the folder in use, by ourselves.
    storage.close();
    throw error;
  }
}

type OpenedWorkspace = Workspace & { close(): Promise<void> };

async function assemble(
  storage: Storage,
  context: Omit<CoreContext, 'workspace' | 'replaceData'>,
  { keepDeletions = false }: OpenOptions,
): Promise<OpenedWorkspace> {
  const { clock, random, log, keys, stage, quietStage, transport, trust, contracts, emit, appVersion, actor } = context;
  if (keepDeletions) storage.trash.forgetUnstored();
  else storage.trash.empty();
  storage.exchanges.markInterrupted(clock.now(), interruptedHeadline);
  storage.abRuns.markInterrupted(clock.now());
  storage.suiteRuns.markInterrupted(clock.now());
  storage.flowRuns.markInterrupted(clock.now(), interruptedHeadline);
  const vault = createVault({ storage, keys, random, clock });
  const credentials = createCredentials({ storage, vault, random, clock, user: systemUser() });
  const purgeTimer = createPurgeTimer({ credentials, clock, log, after, emit });
  purgeTimer.look();
  const rotation = createRotation({
    storage,
    vault,
    random,
    log,
    onProgress: (progress) => emit({ type: 'vault.rotation', rotation: progress }),
  });
  const bodies = createBodyStore({ storage, vault, random });
  const bodyPages = createBodyPages(storage.exchanges, bodies);
  const files = createFormFiles({ random, bodies, exchangeBodies: storage.exchangeBodies });
  const platform = createPlatformHost({ random, log });
  await platform.start();
  const advantage = openAdvantage({
    storage,
    vault: credentials,
    pendingKey: (id) => registrations.pendingKey(id),
    random,
    log,
  });
  const advantageServices = createAdvantageServices({
    host: advantage.host,
    storage,
    credentials,
    transport,
    clock,
    random,
    emit,
  });
  const registrations = createRegistrations({
    storage,
    vault,
    credentials,
    transport,
    host: advantage.host,
    stage,
    clock,
    random,
    log,
    appVersion,
    emit,
  });
  const exchanges = createExchangeService({
    storage,
    vault,
    credentials,
    bodies,
    files,
    contracts,
    transport,
    platform,
    advantage: {
      ...advantage,
      offerServices: serviceOffers({ host: advantage.host, services: advantageServices, random }),
      linkAt: advantageServices.deepLinking.linkAt,
    },
    stage,
    quietStage,
    clock,
    random,
    log,
    appVersion,
    emit,
  });
  const sandbox = createWorkspaceSandbox({
    host: context.sandbox,
    settings: storage.settings,
    vault,
    random,
    moved: (from, to) => {
      moveSandboxConnections(from, to, { storage, credentials, clock });
      emit({ type: 'connections.changed' });
    },
    started: (urls, accepted) => {
      registerWithSandbox(urls, { sandbox, credentials, host: advantage.host }).catch((error) =>
        log.error('the tools of the sandbox were not told of their registrations', error),
      );
      try {
        const added = addMissingSandboxConnections(urls, accepted, { storage, credentials, clock, random });
        if (added.length === 0) return;
        emit({ type: 'connections.changed' });
        emit({ type: 'vault.changed' });
      } catch (error) {
        log.error('connections to the sandbox could not be added', error);
      }
    },
    changed: () => {
      emit({ type: 'sandbox.changed' });
      void authorities.sandboxChanged();
    },
  });
  const authorities: AuthorityService = createAuthorities({ storage, sandbox, transport, trust, log, emit });
  const flows = createFlowService({
    storage,
    vault,
    exchanges,
    credentials,
    bodyPages,
    contracts,
    sandbox,
    clock,
    random,
    log,
    emit,
  });
  const abRuns = createAbRuns({ storage, exchanges, stage, clock, random, log, emit });
  const suites = createSuites({
    storage,
    exchanges: {
      launch: (form) => exchanges.launch(form, { anyway: true, mode: 'window', quiet: true }),
      ended: exchanges.ended,
      cancel: exchanges.cancel,
    },
    clock,
    random,
    log,
    emit,
  });
  const probes = createProbes({
    storage,
    exchanges,
    credentials,
    transport,
    clock,
    random,
    userAgent: `Countersign/${appVersion}`,
    emit,
  });
  const catcher = createCatcher({ storage, vault, credentials, contracts, transport, clock, random, log, emit });
  const imports = createImports({
    storage,
    vault,
    credentials,
    contracts,
    clock,
    random,
    actor,
    user: systemUser(),
    emit,
  });
  vault.onChange(() => {
    bodyPages.forget();
    emit({ type: 'vault.changed' });
    if (vault.isUnlocked()) rotation.resumeAfterUnlock();
    if (vault.isUnlocked() && sandbox.isSetUp()) {
      sandbox.start().catch((error) => log.error('the sandbox did not start', error));
    }
  });

  return {
    storage,
    vault,
    lock: async (reason) => {
      const wasOpen = vault.isUnlocked();
      const endWork = () =>
        Promise.all([
          flows.interruptAll(),
          abRuns.cancelAll(),
          suites.cancelAll(),
          probes.cancelAll(),
          exchanges.cancelAll(),
        ]);
      registrations.close();
      await lockVault({ vault, endWork, after }, reason);
      if (wasOpen) emit({ type: 'vault.locked', reason });
    },
    rotation,
    protection: createProtectionSettings(storage.settings),
    credentials,
    purgeTimer,
    exchanges,
    files,
    flows,
    abRuns,
    probes,
    suites,
    bodies,
    bodyPages,
    sandbox,
    roster: createRoster({ storage, clock, random }),
    advantage: advantage.host,
    advantageServices,
    registrations,
    catcher,
    authorities,
    imports,
    trash: createTrash({ storage, clock, random, emit, headline: interruptedHeadline }),
    close: async () => {
      purgeTimer.stop();
      registrations.close();
      await catcher.stop();
      await flows.interruptAll();
      await abRuns.cancelAll();
      await suites.cancelAll();
      await probes.cancelAll();
      await exchanges.cancelAll();
      await rotation.idle();
      vault.lock();
      await context.sandbox.stop();
      await authorities.close();
      await platform.close();
      await advantage.host.close();
      try {
        storage.trash.empty();
        storage.bodyFiles.sweep(storage.exchangeBodies.files());
      } catch (error) {
        log.error('what was deleted is purged with the next start only', error);
      } finally {
        storage.close();
      }
    },
  };
}
