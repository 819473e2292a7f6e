import type { FilledForm, Preview } from '../../protocol/commands/exchanges.ts';
import type { AppEvent } from '../../protocol/events.ts';
import type { AdvantageLaunch } from '../../protocol/models/advantage/launch.ts';
import type { MessagePreview } from '../../protocol/models/advantage/message.ts';
import type { Hop } from '../../protocol/models/exchanges/exchange.ts';
import { type SignedRequest, signedRequestSchema } from '../../protocol/models/signing.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { ContractLibrary } from '../contracts/library.ts';
import type { FormFiles } from '../files/form-files.ts';
import type { PlatformUrls } from '../lti/platform-fields.ts';
import type { PlatformHost } from '../lti/platform-host.ts';
import type { Clock, LaunchStage, Log, Random, Transport } from '../ports.ts';
import { createMemoryNonceLedger, createNonceSource } from '../signing/index.ts';
import type { Storage } from '../storage/open-storage.ts';
import { assertHostAllowed } from '../vault/credentials/allowed-hosts.ts';
import type { Credentials } from '../vault/credentials/credentials.ts';
import { newId } from '../vault/new-id.ts';
import type { BodyStore } from '../vault/sealing/body-store.ts';
import type { Vault } from '../vault/vault.ts';
import { type AdvantageLaunchPorts, createAdvantageLaunches } from './advantage/launches.ts';
import { previewMessage } from './advantage/message-preview.ts';
import { beginningOf } from './advantage/prepare.ts';
import { judgeHop } from './judging/judge-hop.ts';
import { type LaunchHow, type StageDependencies, startLaunch, watchStage } from './launch.ts';
import { createMasking } from './masking/exchange.ts';
import { createPlatformServices } from './platform-services.ts';
import { type CheckedForm, type PreparedRequest, prepareRequest } from './preparing/prepare.ts';
import { createReadiness, type Ready } from './preparing/ready.ts';
import { requestBytes } from './preparing/request-bytes.ts';
import { beginExchange, recordingOf } from './recording/begin.ts';
import { type PageVisit, pageVisit } from './recording/initial-exchange.ts';
import { openRecord, problemOf } from './recording/record.ts';
import { runningExchanges } from './recording/registry.ts';
import { sendRequest } from './send.ts';

export type ExchangeDependencies = {
  storage: Storage;
  vault: Vault;
  credentials: Credentials;
  bodies: BodyStore;
  files: FormFiles;
  contracts: ContractLibrary;
  transport: Transport;
  platform: PlatformHost;
  advantage: Pick<AdvantageLaunchPorts, 'host' | 'pending' | 'keysOf' | 'offerServices' | 'linkAt'>;
  stage: LaunchStage;
  quietStage: LaunchStage;
  clock: Clock;
  random: Random;
  log: Log;
  appVersion: string;
  emit(event: AppEvent): void;
};

/** `quiet`: nobody watches, so it is followed with an HTTP client and no view is opened. */
type LaunchOptions = Partial<LaunchHow> & Pick<LaunchHow, 'mode'> & { anyway: boolean; quiet?: boolean };

/** Sends, launches and records. */
export type ExchangeService = {
  preview(form: FilledForm): Promise<Preview>;
  /** The message of a launch of LTI 1.3. Throws `input.invalid` for every other operation, `vault.locked`. */
  previewMessage(form: FilledForm): Promise<MessagePreview>;
  /** Answers as soon as the exchange is on record. Throws `form.breaks-contract` unless `anyway`. */
  send(form: FilledForm, options: { anyway: boolean; timeoutMs: number }): Promise<{ id: string }>;
  launch(form: FilledForm, options: LaunchOptions): Promise<{ id: string }>;
  /** Shows a page in the launch view, unsigned and unjudged; every hop is recorded. Throws `vault.locked`. */
  browse(page: PageVisit): Promise<{ id: string }>;
  /**
   * The request of an exchange as it was sent, secrets and all; `undefined` when it is not kept. Never leaves core. Throws
   * `vault.locked`, `vault.tampered`.
   */
  sent(id: string): Promise<SignedRequest | undefined>;
  /** Lets the leg of a launch of LTI 1.3 go on that is held; see {@link AdvantageLaunches}. */
  step(id: string): void;
  skip(id: string): void;
  /** Resolves when an exchange is no longer running. */
  ended(id: string): Promise<void>;
  /** @throws ProblemError `not-found` when it is not running. */
  cancel(id: string): void;
  /** Cancels all and waits until each has come to its end. */
  cancelAll(): Promise<void>;
  /** Deletes exchanges; those that are running are cancelled first. Files of their bodies stay as long as the trash holds them. */
  delete(ids: readonly string[]): void;
};

export function createExchangeService(dependencies: ExchangeDependencies): ExchangeService {
  const { storage, vault, credentials, bodies, files, clock, random, log, emit } = dependencies;
  const running = runningExchanges();
  const nonces = createNonceSource(random, storage.nonces);
  const { platform } = dependencies;
  const services = createPlatformServices({ platform, credentials, grades: storage.grades, clock, random });
  const advantage = createAdvantageLaunches({
    ...dependencies.advantage,
    credentials,
    roster: () => storage.roster.list(),
    clock,
    random,
  });

  const { check, ready, openCredentialFor } = createReadiness(dependencies);

  const prepare = ({ checked, credential }: Ready, form: FilledForm, platformUrls: PlatformUrls): PreparedRequest => {
    if (!vault.isUnlocked()) {
      throw new ProblemError('vault.locked');
    }
    const prepared = prepareRequest(checked, form, credential, { clock, random, nonces }, platformUrls);
    if (credential !== null) {
      assertHostAllowed(credential, prepared.request.url);
    }
    return prepared;
  };

  const beginning = { exchanges: storage.exchanges, bodies, files, credentials, clock, emit };
  const begin = (
    id: string,
    { checked, credential }: Ready,
    form: FilledForm,
    how: LaunchHow | null,
    prepared: PreparedRequest,
    advantageLaunch?: AdvantageLaunch,
  ) =>
    beginExchange(
      { id, checked, credential, form, how, prepared, ...(advantageLaunch === undefined ? {} : { advantageLaunch }) },
      beginning,
    );

  const previewOf = (checked: CheckedForm, form: FilledForm): PreparedRequest => {
    const credential = openCredentialFor(checked);
    if (checked.operation.kind === 'launch-1.3') return advantage.preview({ checked, form, credential });
    const throwaway = createNonceSource(random, createMemoryNonceLedger());
    const signing = { clock, random, nonces: throwaway };
    return prepareRequest(checked, form, credential, signing, services.example());
  };

  const stageDependencies = (id: string, quiet = false): StageDependencies => ({
    stage: quiet ? dependencies.quietStage : dependencies.stage,
    started: (cancel) => running.add(id, cancel),
    ended: () => running.remove(id),
    log,
  });

  const launchAdvantage = async (
    id: string,
    state: Ready,
    form: FilledForm,
    how: LaunchHow,
    quiet: boolean,
  ): Promise<void> => {
    if (!vault.isUnlocked()) {
      throw new ProblemError('vault.locked');
    }
    const offered = services.offer(id, returnOnly(form), null);
    const returnUrl = form.platform?.returnUrl === true ? offered.urls.returnUrl : null;
    const begun = async () => {
      const prepared = await advantage.prepare(
        { ...state, form },
        { how, returnUrl, stage: stageDependencies(id, quiet).stage },
      );
      const registrationId = state.credential?.id ?? '';
      const beginning = beginningOf(prepared, registrationId);
      const { record } = await begin(id, state, form, how, prepared, beginning);
      return { prepared, registrationId, record };
    };
    const launch = await begun().catch((error) => {
      platform.forget(id);
      throw error;
    });
    offered.begin(launch.record, launch.prepared.request);
    const judge = (hop: Hop) => judgeHop(state, null, hop, undefined);
    try {
      await advantage.start({ ...launch, returnUrl, how, judge }, stageDependencies(id, quiet));
    } catch (error) {
      launch.record.end({ state: 'failed', problem: problemOf(error) });
      throw error;
    }
  };

  return {
    preview: async (form) => {
      const { checked } = await check(form);
      const { problems } = checked;
      if (checked.operation.signing.scheme !== 'none' && checked.connection.credentialId === null) {
        return { problems, signed: null, blocked: 'no-credential' };
      }
      if (checked.operation.signing.scheme !== 'none' && !vault.isUnlocked()) {
        return { problems, signed: null, blocked: 'vault-locked' };
      }
      const prepared = previewOf(checked, form);
      const masking = createMasking({ values: prepared.secrets, names: prepared.secretNames });
      return {
        problems,
        signed: {
          request: masking.request(prepared.request),
          explanation: prepared.explanation === null ? null : masking.explanation(prepared.explanation),
        },
        blocked: null,
      };
    },

    previewMessage: async (form) => {
      const { checked } = await check(form);
      const { operation } = checked;
      if (operation.kind !== 'launch-1.3') {
        throw new ProblemError('input.invalid', { field: 'form.operationId', detail: 'a launch of LTI 1.3' });
      }
      if (!vault.isUnlocked()) throw new ProblemError('vault.locked');
      return previewMessage(advantage.preview({ checked, form, credential: openCredentialFor(checked) }));
    },

    send: async (form, { anyway, timeoutMs }) => {
      const state = await ready(form, anyway);
      const id = newId(random);
      const stop = new AbortController();
      running.add(id, () => stop.abort());
      try {
        const prepared = prepare(state, form, services.example());
        const { body, record } = await begin(id, state, form, null, prepared);
        void sendRequest({ request: prepared.request, body }, record, {
          transport: dependencies.transport,
          signal: stop.signal,
          timeoutMs,
          userAgent: `Countersign/${dependencies.appVersion}`,
          allowedHosts: state.credential?.allowedHosts ?? [new URL(prepared.request.url).host],
          clientCertificate: prepared.clientCertificate,
          secrets: [...prepared.secrets, ...(prepared.explanation === null ? [] : [prepared.explanation.signature])],
          judge: (hop, bytes) => judgeHop(state, prepared, hop, bytes),
          progress: (receivedBytes, totalBytes) => emit({ type: 'exchange.progress', id, receivedBytes, totalBytes }),
          log,
        }).finally(() => running.remove(id));
      } catch (error) {
        running.remove(id);
        throw error;
      }
      return { id };
    },

    launch: async (form, options) => {
      const { anyway, mode, thirdPartyCookies = 'allowed', abRun = null, acceptCertificate, quiet = false } = options;
      const state = await ready(form, anyway);
      const how: LaunchHow = { mode, thirdPartyCookies, abRun, acceptCertificate };
      const id = newId(random);
      if (state.checked.operation.kind === 'launch-1.3') {
        await launchAdvantage(id, state, form, how, quiet);
        return { id };
      }
      const offered = services.offer(id, form, state.credential);
      const begun = async () => {
        const prepared = prepare(state, form, offered.urls);
        return { prepared, ...(await begin(id, state, form, how, prepared)) };
      };
      const { prepared, record } = await begun().catch((error) => {
        platform.forget(id);
        throw error;
      });
      offered.begin(record, prepared.request);
      try {
        if (prepared.clientCertificate !== null) {
          throw new ProblemError('signing.unsupported-placement', { params: { placement: 'client certificate' } });
        }
        await startLaunch(prepared.request, how, record, {
          ...stageDependencies(id, quiet),
          platform,
          allowedHosts: state.credential?.allowedHosts ?? null,
          judge: (hop) => judgeHop(state, prepared, hop, undefined),
        });
      } catch (error) {
        record.end({ state: 'failed', problem: problemOf(error) });
        throw error;
      }
      return { id };
    },

    browse: async (page) => {
      if (!vault.isUnlocked()) {
        throw new ProblemError('vault.locked');
      }
      const id = newId(random);
      const initial = pageVisit(id, page, clock.now());
      const { untouched } = await requestBytes(initial.request, files);
      const record = await openRecord(initial, { values: [], names: [] }, untouched, recordingOf(beginning));
      const { url, mode } = page;
      try {
        const shown = { url, mode, thirdPartyCookies: 'allowed', allowedHosts: null, judging: null } as const;
        await watchStage({ ...shown, retract: () => {} }, record, stageDependencies(id));
      } catch (error) {
        record.end({ state: 'failed', problem: problemOf(error) });
        throw error;
      }
      return { id };
    },
    sent: async (id) => {
      const bytes = await bodies.get(id, 'request');
      return bytes === undefined ? undefined : signedRequestSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    },
    step: advantage.step,
    skip: advantage.skip,
    ended: (id) => running.ended(id),
    cancel: (id) => {
      if (!running.cancel(id)) {
        throw new ProblemError('not-found', { params: { what: 'running exchange', id } });
      }
    },
    cancelAll: () => running.cancelAll(),
    delete: (ids) => {
      for (const id of ids) {
        running.cancel(id);
        platform.forget(id);
      }
      storage.exchanges.take(ids);
    },
  };
}

/** A launch of LTI 1.3 has other services, and none in the form. */
function returnOnly(form: FilledForm): FilledForm {
  return { ...form, platform: { returnUrl: form.platform?.returnUrl ?? false, outcomes: false, contentItems: null } };
}
