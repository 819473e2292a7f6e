import { z } from 'zod';
import type { SandboxStatus } from '../../protocol/commands/workspace.ts';
import { ProblemError } from '../../protocol/problem.ts';
import {
  examPageUrl,
  type ReceivedRequest,
  type SandboxFault,
  type SandboxFaults,
  type SandboxOptions,
  type SandboxServer,
  type SandboxUrls,
  type StoreAccess,
  sandboxOptionsSchema,
  sandboxServerSchema,
  storeAccessSchema,
} from '../../protocol/sandbox-control.ts';
import type { PlatformRegistration, SandboxTool } from '../../protocol/sandbox-tool.ts';
import type { Random, SandboxHost } from '../ports.ts';
import type { SettingsRepository } from '../storage/repositories/settings.ts';
import type { Resealed } from '../vault/keys/keyring.ts';
import type { SealContext } from '../vault/sealing/framing.ts';
import type { Vault } from '../vault/vault.ts';

const settingsKey = 'sandbox';
const sealContext = ['sandbox', 'credentials'] as const;
const keptSchema = z.strictObject({
  /** A workspace from before there was a library store or a misbehaving tool has no port for it. */
  ports: z
    .strictObject({
      examPlatform: z.int(),
      bookshelf: z.int(),
      libraryStore: z.int().optional(),
      misbehavingTool: z.int().optional(),
    })
    .nullable(),
  sealed: z.base64(),
  /** What the store was told to give its users. No secret, so that it can be changed while the vault is locked. */
  storeAccess: storeAccessSchema.optional(),
});
type Kept = z.infer<typeof keptSchema>;

export type SandboxCredentials = Pick<SandboxOptions, 'examPlatform' | 'bookshelf'> & {
  libraryStore: NonNullable<SandboxOptions['libraryStore']> & { access: StoreAccess };
  misbehavingTool: NonNullable<SandboxOptions['misbehavingTool']>;
};

/** The sandbox of this workspace: the same credentials, and where possible the same addresses, at every start. */
export type WorkspaceSandbox = {
  status(): Promise<SandboxStatus>;
  /** Needs the unlocked vault. Answers at once when it runs already. */
  start(): Promise<{ urls: SandboxUrls; credentials: SandboxCredentials }>;
  stop(): Promise<void>;
  setFault(server: SandboxServer, fault: SandboxFault | null): Promise<void>;
  received(server: SandboxServer): Promise<ReceivedRequest[]>;
  /** What users of the library store get from their next launch on, at later starts too. */
  setStoreAccess(access: StoreAccess): Promise<void>;
  /** Lets a platform launch one of the tools by LTI 1.3. Held until the sandbox stops: register again when it has started. */
  registerPlatform(tool: SandboxTool, platform: PlatformRegistration): Promise<void>;
  /** Whether it has been set up before, so that it is started again with the workspace. */
  isSetUp(): boolean;
};

export type SandboxDependencies = {
  host: SandboxHost;
  settings: SettingsRepository;
  vault: Vault;
  random: Random;
  /** The addresses changed since the last start: what was connected to the old ones has to follow. */
  moved(from: SandboxUrls, to: SandboxUrls): void;
  /** It runs, and what was connected before has followed it. */
  started(urls: SandboxUrls, credentials: SandboxCredentials): void;
  changed(): void;
};

type State =
  | { name: 'stopped' | 'starting' | 'failed' }
  | { name: 'running'; urls: SandboxUrls; faults: SandboxFaults; credentials: SandboxCredentials };

export function createWorkspaceSandbox(dependencies: SandboxDependencies): WorkspaceSandbox {
  const { host, settings, vault, random, moved, started, changed } = dependencies;
  let state: State = { name: 'stopped' };
  let starting: Promise<{ urls: SandboxUrls; credentials: SandboxCredentials }> | null = null;

  const enter = (next: State): void => {
    state = next;
    changed();
  };
  host.onUnexpectedEnd(() => enter({ name: 'failed' }));

  const remember = (faults: SandboxFaults): void => {
    if (state.name === 'running') {
      state = { ...state, faults };
    }
  };

  const launch = async (): Promise<{ urls: SandboxUrls; credentials: SandboxCredentials }> => {
    const kept = settings.read(settingsKey, keptSchema);
    const credentials = kept === undefined ? makeCredentials(random) : openCredentials(vault, kept, random);
    enter({ name: 'starting' });
    try {
      const urls = await startOnPorts(host, credentials, kept?.ports ?? null);
      settings.write(settingsKey, { ...keep(vault, credentials, urls), storeAccess: credentials.libraryStore.access });
      if (kept?.ports != null && sandboxServerSchema.options.some((server) => hasMoved(server, kept.ports, urls))) {
        moved(urlsOn(kept.ports, urls), urls);
      }
      started(urls, credentials);
      enter({ name: 'running', urls, credentials, faults: noFaults });
      return { urls, credentials };
    } catch (error) {
      enter({ name: 'failed' });
      throw error;
    }
  };

  return {
    status: async () => {
      if (state.name === 'running') {
        await host.faults().then(remember, () => {});
      }
      if (state.name !== 'running') {
        return { state: state.name, servers: [] };
      }
      const { urls, faults } = state;
      return {
        state: 'running',
        servers: sandboxServerSchema.options.map((server) => ({ server, url: urls[server], fault: faults[server] })),
        examPageUrl: examPageUrl(urls),
        storeAccess: state.credentials.libraryStore.access,
      };
    },
    start: async () => {
      if (state.name === 'running') {
        return { urls: state.urls, credentials: state.credentials };
      }
      starting ??= launch().finally(() => {
        starting = null;
      });
      return starting;
    },
    stop: async () => {
      await starting?.catch(() => {});
      await host.stop();
      enter({ name: 'stopped' });
    },
    setFault: async (server, fault) => {
      remember(await host.setFault(server, fault));
      changed();
    },
    received: (server) => host.received(server),
    registerPlatform: (tool, platform) => host.registerPlatform(tool, platform),
    setStoreAccess: async (access) => {
      await host.setStoreAccess(access);
      if (state.name === 'running') {
        const { credentials } = state;
        state = { ...state, credentials: { ...credentials, libraryStore: { ...credentials.libraryStore, access } } };
      }
      const kept = settings.read(settingsKey, keptSchema);
      if (kept !== undefined) {
        settings.write(settingsKey, { ...kept, storeAccess: access });
      }
      changed();
    },
    isSetUp: () => settings.read(settingsKey, keptSchema) !== undefined,
  };
}

const noFaults: SandboxFaults = { examPlatform: null, bookshelf: null, libraryStore: null, misbehavingTool: null };

function makeCredentials(random: Random): SandboxCredentials {
  return {
    examPlatform: { apiToken: newSecret(random), secretKey: newSecret(random) },
    bookshelf: newConsumer(random),
    libraryStore: newStore(random),
    misbehavingTool: newMisbehavingConsumer(random),
  };
}

function newSecret(random: Random): string {
  return Buffer.from(random.bytes(24)).toString('base64url');
}

function newConsumer(random: Random): { consumerKey: string; secret: string } {
  return { consumerKey: `sandbox-${Buffer.from(random.bytes(4)).toString('hex')}`, secret: newSecret(random) };
}

/** The store assigns a plan, so that what a plan leaves out can be seen. */
function newStore(random: Random): SandboxCredentials['libraryStore'] {
  return { ...newConsumer(random), access: { kind: 'plan', plan: 'Campus' } };
}

/** Reserved characters in the secret, for the verifiers that do not encode them. */
function newMisbehavingConsumer(random: Random): SandboxCredentials['misbehavingTool'] {
  const { consumerKey, secret } = newConsumer(random);
  return { consumerKey, secret: `${secret}%+=&` };
}

function keep(vault: Vault, credentials: SandboxCredentials, urls: SandboxUrls): Kept {
  const sealed = vault.sealBytes(sealContext, new TextEncoder().encode(JSON.stringify(credentials)));
  return {
    ports: {
      examPlatform: portOf(urls.examPlatform),
      bookshelf: portOf(urls.bookshelf),
      libraryStore: portOf(urls.libraryStore),
      misbehavingTool: portOf(urls.misbehavingTool),
    },
    sealed: Buffer.from(sealed).toString('base64'),
  };
}

function openCredentials(vault: Vault, kept: Kept, random: Random): SandboxCredentials {
  const bytes = vault.openBytes(sealContext, new Uint8Array(Buffer.from(kept.sealed, 'base64')));
  const { examPlatform, bookshelf, libraryStore, misbehavingTool } = sandboxOptionsSchema.parse(
    JSON.parse(new TextDecoder().decode(bytes)),
  );
  const store = libraryStore ?? newStore(random);
  const access = kept.storeAccess ?? store.access ?? { kind: 'full' };
  return {
    examPlatform,
    bookshelf,
    libraryStore: { ...store, access },
    misbehavingTool: misbehavingTool ?? newMisbehavingConsumer(random),
  };
}

/** On the ports of the last start, so that saved connections still fit; on any free ones when another program took them. */
async function startOnPorts(
  host: SandboxHost,
  credentials: SandboxCredentials,
  ports: Kept['ports'],
): Promise<SandboxUrls> {
  if (ports === null) {
    return host.start(credentials);
  }
  try {
    return await host.start({
      examPlatform: { ...credentials.examPlatform, port: ports.examPlatform },
      bookshelf: { ...credentials.bookshelf, port: ports.bookshelf },
      libraryStore: { ...credentials.libraryStore, port: ports.libraryStore ?? 0 },
      misbehavingTool: { ...credentials.misbehavingTool, port: ports.misbehavingTool ?? 0 },
    });
  } catch (error) {
    if (error instanceof ProblemError && error.problem.params.reason === 'port-in-use') {
      return host.start(credentials);
    }
    throw error;
  }
}

/** Seals the kept credentials anew, for a rotation of the data key; `null` when there are none. */
export function resealSandbox(
  settings: SettingsRepository,
  reseal: (context: SealContext, sealed: Uint8Array) => Resealed,
): Resealed['is'] | null {
  const kept = settings.read(settingsKey, keptSchema);
  if (kept === undefined) return null;
  const result = reseal(sealContext, new Uint8Array(Buffer.from(kept.sealed, 'base64')));
  if (result.is === 'resealed') {
    settings.write(settingsKey, { ...kept, sealed: Buffer.from(result.sealed).toString('base64') });
  }
  return result.is;
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

function hasMoved(server: SandboxServer, ports: Kept['ports'], urls: SandboxUrls): boolean {
  const port = ports?.[server];
  return port !== undefined && port !== portOf(urls[server]);
}

/** Addresses of the last start; a server that had none yet is taken where it is now. */
function urlsOn(ports: NonNullable<Kept['ports']>, now: SandboxUrls): SandboxUrls {
  const on = (server: SandboxServer): string => {
    const port = ports[server];
    return port === undefined ? now[server] : `http://127.0.0.1:${port}`;
  };
  return {
    examPlatform: on('examPlatform'),
    bookshelf: on('bookshelf'),
    libraryStore: on('libraryStore'),
    misbehavingTool: on('misbehavingTool'),
  };
}
