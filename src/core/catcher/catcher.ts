import type { AppEvent } from '../../protocol/events.ts';
import {
  type Capture,
  type CaptureSummary,
  type CatcherOverrides,
  type CatcherSettings,
  type CatcherState,
  catcherSettingsSchema,
  defaultCatcherSettings,
} from '../../protocol/models/lti/catcher.ts';
import type { CatcherServiceOutcome } from '../../protocol/models/lti/catcher-services.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { ContractLibrary } from '../contracts/library.ts';
import { personalNames } from '../contracts/personal-names.ts';
import type { Clock, Log, Random, Transport } from '../ports.ts';
import type { Storage } from '../storage/open-storage.ts';
import type { Credentials } from '../vault/credentials/credentials.ts';
import { newId } from '../vault/new-id.ts';
import type { Vault } from '../vault/vault.ts';
import { catcherPaths, catcherUrls } from './addresses.ts';
import { answerTo } from './answer.ts';
import { type Captures, createCaptures } from './captures.ts';
import {
  type Arrival,
  type CatcherResponse,
  type CatcherServer,
  openCatcherServer,
  plainResponse,
} from './http-server.ts';
import { createLogins } from './logins.ts';
import { page } from './pages.ts';
import { receiveLaunch } from './receive-launch.ts';
import { receiveLogin } from './receive-login.ts';
import { createRegistrations, type Registrations } from './registrations.ts';
import { callService, type ServiceWish } from './services/service.ts';
import { toolConfiguration } from './tool-configuration.ts';
import { toolKeySet, toolSigningKey } from './tool-keys.ts';

type CatcherPorts = {
  storage: Pick<Storage, 'captures' | 'catcherRegistrations' | 'settings' | 'secrets' | 'transaction'>;
  vault: Vault;
  credentials: Credentials;
  contracts: ContractLibrary;
  transport: Transport;
  clock: Clock;
  random: Random;
  log: Log;
  emit(event: AppEvent): void;
};

/** A local endpoint a real LMS is pointed at: a tool that takes every launch apart and refuses none. */
export type Catcher = {
  state(): CatcherState;
  /** Throws `catcher.not-confirmed`, `catcher.port-taken`, `catcher.cannot-listen`. Listening already, it changes nothing. */
  start(options: { confirmNetwork: boolean; overrides: CatcherOverrides }): Promise<CatcherState>;
  stop(): Promise<CatcherState>;
  saveSettings(settings: CatcherSettings): CatcherState;
  captures: Pick<Captures, 'list' | 'get' | 'delete' | 'unstored'>;
  registrations: Omit<Registrations, 'find'>;
  /** As a tool, calls a service of the platform a launch came from. Throws `catcher.not-callable`, `vault.locked`, `not-found`. */
  callService(captureId: string, wish: ServiceWish): Promise<CatcherServiceOutcome>;
};

const settingsKey = 'catcher.settings';

export function createCatcher(ports: CatcherPorts): Catcher {
  const { storage, vault, credentials, contracts, transport, clock, random, log, emit } = ports;
  const captures = createCaptures({ storage, vault });
  const registrations = createRegistrations(storage, random);
  const logins = createLogins(random);
  let running: { settings: CatcherSettings; overrides: CatcherOverrides; server: CatcherServer } | null = null;
  let starting: Promise<void> | null = null;

  const settings = (): CatcherSettings =>
    storage.settings.read(settingsKey, catcherSettingsSchema) ?? defaultCatcherSettings;
  const changed = (): void => emit({ type: 'catcher.changed' });
  const state = (): CatcherState => ({
    listening: running !== null,
    urls: catcherUrls(running?.settings ?? settings()),
    settings: settings(),
    keeps: vault.isUnlocked(),
  });

  vault.onChange(() => {
    captures.keepWaiting();
    changed();
  });

  const caught = (capture: Capture): CaptureSummary => {
    const summary = captures.put(capture);
    emit({ type: 'catcher.caught', capture: summary });
    return summary;
  };

  const launch = async ({ request, cookies }: Arrival): Promise<CatcherResponse> => {
    const launchPorts = {
      credentials,
      vault,
      clock,
      registrations,
      logins,
      transport,
      newId: () => newId(random),
      declaredPersonal: () => personalNames(contracts),
    };
    const capture = await receiveLaunch(request, cookies, launchPorts);
    const answered = answerTo(capture, running?.overrides.answer ?? settings().answer, { credentials, clock, random });
    caught(answered.capture);
    return answered.response;
  };

  const login = ({ request }: Arrival): CatcherResponse => {
    const { urls } = state();
    const received = receiveLogin(request, { registrations, logins, urls, newId: () => newId(random) });
    caught(received.capture);
    return received.response;
  };

  const json = (value: unknown): CatcherResponse => ({
    status: 200,
    contentType: 'application/json',
    body: JSON.stringify(value, null, 2),
    headers: {},
  });

  const handle = async (arrival: Arrival): Promise<CatcherResponse> => {
    const { path, request } = arrival;
    const { method, query } = request;
    if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') {
      return plainResponse(405, 'The catcher takes GET and POST.', { Allow: 'GET, HEAD, POST' });
    }
    if (path === catcherPaths.login && (method === 'POST' || query.length > 0)) return login(arrival);
    // A launch may be sent to any path: its signature is judged for the one it came to.
    if (method === 'POST') return launch(arrival);
    if (path === catcherPaths.launch && query.length > 0) return launch(arrival);
    if (path === catcherPaths.jwks) return json(await toolKeySet(storage, vault, random));
    if (path === catcherPaths.configuration) return json(toolConfiguration(state().urls));
    if (path === '/' || path === catcherPaths.launch || path === catcherPaths.login) return readyPage();
    return plainResponse(404, 'There is nothing here. Launches are posted to /launch.');
  };

  const open = async (wanted: CatcherSettings, overrides: CatcherOverrides): Promise<void> => {
    const server = await openCatcherServer({ settings: wanted, clock, log, handle });
    running = { settings: wanted, overrides, server };
    log.info('the catcher listens', { port: wanted.port, reach: wanted.reach });
  };

  return {
    state,
    async start({ confirmNetwork, overrides }) {
      if (running === null) {
        const wanted = { ...settings(), ...overrides };
        if (wanted.reach === 'network' && !confirmNetwork) {
          throw new ProblemError('catcher.not-confirmed', { params: { port: wanted.port } });
        }
        starting ??= open(wanted, overrides).finally(() => {
          starting = null;
        });
        await starting;
        changed();
      }
      return state();
    },
    async stop() {
      await starting?.catch(() => undefined);
      const ending = running;
      running = null;
      await ending?.server.close();
      if (ending !== null) changed();
      return state();
    },
    saveSettings(wanted) {
      storage.settings.write(settingsKey, wanted);
      changed();
      return state();
    },
    callService: (captureId, wish) =>
      callService(captures.get(captureId), wish, {
        transport,
        clock,
        random,
        registrations,
        key: () => toolSigningKey(storage, vault, random),
      }),
    captures: {
      list: captures.list,
      get: captures.get,
      unstored: captures.unstored,
      delete(ids) {
        captures.delete(ids);
        changed();
      },
    },
    registrations: {
      list: registrations.list,
      create: (draft) => announced(registrations.create(draft), changed),
      update: (id, draft) => announced(registrations.update(id, draft), changed),
      delete(id) {
        registrations.delete(id);
        changed();
      },
    },
  };
}

function announced<T>(value: T, changed: () => void): T {
  changed();
  return value;
}

function readyPage(): CatcherResponse {
  return page(
    200,
    'The Countersign catcher is ready',
    '<p>It waits for a launch: let the LMS open this address as a tool. Opened by hand, it shows this page.</p>',
  );
}
