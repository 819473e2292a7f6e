import type {
  NewRegistration,
  RegistrationReading,
  RegistrationSheet,
  SheetExport,
  SheetFormat,
} from '../../../../protocol/models/advantage/registration.ts';
import type { Environment } from '../../../../protocol/models/connection.ts';
import type { Credential } from '../../../../protocol/models/vault/vault.ts';
import { ProblemError } from '../../../../protocol/problem.ts';
import type { Clock, Random, Transport } from '../../../ports.ts';
import type { Storage } from '../../../storage/open-storage.ts';
import { draftOf } from '../../../vault/credentials/credential-parts.ts';
import type { Credentials } from '../../../vault/credentials/credentials.ts';
import { newRsaKey } from '../../../vault/key-material/own-key.ts';
import { newId } from '../../../vault/new-id.ts';
import type { Vault } from '../../../vault/vault.ts';
import type { AdvantageHost } from '../platform/host.ts';
import { createDynamicRegistrations, type DynamicDependencies, type DynamicRegistrations } from './dynamic/dynamic.ts';
import { fetchConfiguration, readOrThrow } from './fetch.ts';
import { firstForms } from './first-forms.ts';
import { registrationDrafts } from './make.ts';
import { exportSheet } from './sheet/export.ts';
import { registrationSheet } from './sheet/sheet.ts';

export type RegistrationDependencies = Omit<DynamicDependencies, 'issuerOf'> & {
  storage: Pick<Storage, 'connections' | 'formDrafts' | 'transaction'>;
  vault: Pick<Vault, 'isUnlocked'>;
  credentials: Pick<Credentials, 'list' | 'create' | 'update' | 'registrationKeys'>;
  transport: Transport;
  host: AdvantageHost;
  clock: Clock;
  random: Random;
};

export type Made = { credentialId: string; connectionId: string };

/** Registrations of tools at this platform. */
export type RegistrationService = {
  read(text: string): RegistrationReading;
  fetch(url: string): Promise<RegistrationReading>;
  /** @throws ProblemError `vault.locked`, `input.invalid`. `silent`: the caller tells the windows itself, when more is done. */
  create(registration: NewRegistration, how?: { silent: boolean }): Promise<Made>;
  /** @throws ProblemError `not-found`, `credential.wrong-kind`. */
  sheet(id: string): Promise<RegistrationSheet>;
  /** @throws ProblemError `vault.locked`, `not-found`, `credential.wrong-kind`. */
  rotateKey(id: string, change: Parameters<Credentials['update']>[2]): Promise<RegistrationSheet>;
  export(id: string, format: SheetFormat): Promise<SheetExport>;
  begin(how: Parameters<DynamicRegistrations['begin']>[0]): ReturnType<DynamicRegistrations['begin']>;
  progress: DynamicRegistrations['progress'];
  confirm(id: string, how: { name: string; environment: Environment }): Made;
  abandon: DynamicRegistrations['abandon'];
  pendingKey: DynamicRegistrations['pendingKey'];
  close(): void;
};

/** Deployments are numbered, as most LMSs do; a registration made here has one. */
const firstDeploymentId = '1';

export function createRegistrations(dependencies: RegistrationDependencies): RegistrationService {
  const { storage, vault, credentials, transport, host, clock, random, appVersion, emit } = dependencies;
  const kept = (id: string): Credential | undefined =>
    credentials.list().find((one) => one.id === id && one.kind === 'lti-registration');
  const dynamic = createDynamicRegistrations({
    ...dependencies,
    issuerOf: (id) => kept(id)?.publicParts.issuer ?? null,
  });
  const requireOpen = (): void => {
    if (!vault.isUnlocked()) throw new ProblemError('vault.locked');
  };

  const store = (registration: NewRegistration, own: Parameters<typeof registrationDrafts>[1], id?: string): Made => {
    const { credential, connection } = registrationDrafts(registration, own);
    return storage.transaction(() => {
      const { id: credentialId } = credentials.create(credential, id);
      const { id: connectionId } = storage.connections.insert(
        newId(random),
        { ...connection, credentialId },
        clock.now(),
      );
      for (const [operationId, form] of firstForms(registration.tool)) {
        storage.formDrafts.save(connectionId, operationId, form, clock.now());
      }
      return { credentialId, connectionId };
    });
  };

  const announced = (made: Made): Made => {
    emit({ type: 'vault.changed' });
    emit({ type: 'connections.changed' });
    return made;
  };

  const required = (id: string): Credential => {
    const credential = credentials.list().find((one) => one.id === id);
    if (credential === undefined) throw new ProblemError('not-found', { params: { what: 'credential', id } });
    if (credential.kind === 'lti-registration') return credential;
    throw new ProblemError('credential.wrong-kind', {
      params: { expected: 'lti-registration', actual: credential.kind },
    });
  };

  const sheet = async (id: string): Promise<RegistrationSheet> => {
    const credential = required(id);
    await host.start();
    const addresses = host.addresses({ id, issuer: credential.publicParts.issuer ?? '' });
    return registrationSheet(credential, addresses, credentials.registrationKeys(id));
  };

  return {
    read: (text) => readOrThrow(text, 'text'),
    fetch: (url) => fetchConfiguration(url, transport, `Countersign/${appVersion}`),
    create: async (registration, { silent } = { silent: false }) => {
      requireOpen();
      await host.start();
      const { server } = host.origins();
      const clientId = Buffer.from(random.bytes(18)).toString('base64url');
      const own = { issuer: server, clientId, deploymentId: firstDeploymentId, privateKey: await newRsaKey() };
      const made = store(registration, own);
      return silent ? made : announced(made);
    },
    sheet,
    rotateKey: async (id, change) => {
      const draft = draftOf(required(id));
      credentials.update(
        id,
        { ...draft, ...(draft.kind === 'lti-registration' ? { privateKey: await newRsaKey() } : {}) },
        change,
      );
      emit({ type: 'vault.changed' });
      return sheet(id);
    },
    export: async (id, format) => exportSheet(await sheet(id), format),
    begin: async (how) => {
      requireOpen();
      return dynamic.begin(how);
    },
    progress: dynamic.progress,
    confirm: (id, { name, environment }) => {
      requireOpen();
      const { privateKey, result, issuer } = dynamic.complete(id);
      const { clientId, deploymentId, reading } = result;
      const registration = {
        name,
        environment,
        notes: '',
        issuer,
        clientId,
        deploymentIds: [deploymentId],
        tool: reading.tool,
      };
      const made = announced(store(registration, { issuer, clientId, deploymentId, privateKey }, id));
      dynamic.abandon(id);
      return made;
    },
    abandon: dynamic.abandon,
    pendingKey: dynamic.pendingKey,
    close: dynamic.close,
  };
}
