import { z } from 'zod';
import type { Connection, ConnectionDraft } from '../../protocol/models/connection.ts';
import type { Credential, CredentialDraft } from '../../protocol/models/vault/vault.ts';
import type { SandboxUrls } from '../../protocol/sandbox-control.ts';
import type { Clock, Random } from '../ports.ts';
import type { Storage } from '../storage/open-storage.ts';
import { draftOf } from '../vault/credentials/credential-parts.ts';
import type { Credentials } from '../vault/credentials/credentials.ts';
import { newId } from '../vault/new-id.ts';
import type { SandboxCredentials } from './sandbox.ts';

type Ports = { storage: Storage; credentials: Credentials; clock: Clock; random: Random };

/** What the sandbox's connections are made for, the best to begin with first. */
const kinds = ['bookshelf', 'bookshelf-wrong-secret', 'exam-platform', 'library-store', 'misbehaving-tool'] as const;
type Kind = (typeof kinds)[number];

const settingsKey = 'sandbox-connections';
/** What has been made once, and is not made again when a person deletes it. Kinds of a later version are passed over. */
const madeSchema = z.array(z.string());

/** Connections that work, one for each counterparty, and one that fails on purpose, with the credentials they use. Returns their ids, the best to begin with first. */
export function createSandboxConnections(urls: SandboxUrls, accepted: SandboxCredentials, ports: Ports): string[] {
  return makeConnections(kinds, urls, accepted, ports);
}

/**
 * Makes the connections a workspace of an earlier version lacks. What was made before and is gone was deleted on purpose; a workspace
 * without any connection to the sandbox never asked for them. Returns the ids of the new ones.
 */
export function addMissingSandboxConnections(urls: SandboxUrls, accepted: SandboxCredentials, ports: Ports): string[] {
  const { storage } = ports;
  const existing = storage.connections.list().filter(({ environment }) => environment === 'sandbox');
  if (existing.length === 0) return [];
  const recorded = storage.settings.read(settingsKey, madeSchema);
  const made: readonly string[] = recorded ?? madeWithoutRecord(existing);
  const missing = kinds.filter((kind) => !made.includes(kind));
  if (missing.length > 0) return makeConnections(missing, urls, accepted, ports);
  if (recorded === undefined) storage.settings.write(settingsKey, kinds);
  return [];
}

/** Contracts of the counterparties that are younger than the record of what was made: theirs was made only where one is there. */
const youngerContracts: Partial<Record<Kind, string>> = {
  'library-store': 'publica-la',
  'misbehaving-tool': 'misbehaving-tool',
};

/** Before it was remembered what was made, everything else was made at once. */
function madeWithoutRecord(existing: readonly Connection[]): Kind[] {
  const contracts = new Set(existing.map(({ contractId }) => contractId));
  return kinds.filter((kind) => {
    const younger = youngerContracts[kind];
    return younger === undefined || contracts.has(younger);
  });
}

function makeConnections(
  wanted: readonly Kind[],
  urls: SandboxUrls,
  accepted: SandboxCredentials,
  { storage, credentials, clock, random }: Ports,
): string[] {
  const plans = connectionPlans(urls, accepted, Buffer.from(random.bytes(24)).toString('base64url'));
  return storage.transaction(() => {
    const ids = wanted.map((kind) => {
      const { connection, credential } = plans[kind];
      const { id: credentialId } = credentials.create(credential);
      const draft: ConnectionDraft = { ...connection, credentialId, environment: 'sandbox' };
      return storage.connections.insert(newId(random), draft, clock.now()).id;
    });
    storage.settings.write(settingsKey, kinds);
    return ids;
  });
}

type Plan = { connection: Omit<ConnectionDraft, 'credentialId' | 'environment'>; credential: CredentialDraft };

function connectionPlans(urls: SandboxUrls, accepted: SandboxCredentials, wrongSecret: string): Record<Kind, Plan> {
  const bookshelf = { contractId: 'vitalsource-launch', baseUrl: urls.bookshelf, variables: { ...readerVariables } };
  const consumer = { kind: 'oauth-consumer', consumerKey: accepted.bookshelf.consumerKey } as const;
  const bookshelfHosts = [new URL(urls.bookshelf).host];
  return {
    bookshelf: {
      connection: { ...bookshelf, name: 'Bookshelf', notes: 'The bookshelf of the sandbox: launches open a book.' },
      credential: {
        ...consumer,
        name: 'Bookshelf (sandbox)',
        secret: accepted.bookshelf.secret,
        allowedHosts: bookshelfHosts,
      },
    },
    'bookshelf-wrong-secret': {
      connection: {
        ...bookshelf,
        name: 'Bookshelf, wrong secret',
        notes: 'Fails on purpose: its secret is not the one the bookshelf knows, so the launch is refused with 403.',
      },
      credential: {
        ...consumer,
        name: 'Bookshelf, wrong secret (sandbox)',
        secret: wrongSecret,
        allowedHosts: bookshelfHosts,
      },
    },
    'exam-platform': {
      connection: {
        name: 'Exam platform',
        contractId: 'proctorexam',
        baseUrl: `${urls.examPlatform}/api/v3`,
        variables: {},
        notes: 'The exam platform of the sandbox: exams with LTI tools, from the exam to the page a candidate sees.',
      },
      credential: {
        kind: 'proctorexam',
        name: 'Exam platform (sandbox)',
        apiToken: accepted.examPlatform.apiToken,
        secretKey: accepted.examPlatform.secretKey,
        allowedHosts: [new URL(urls.examPlatform).host],
      },
    },
    'library-store': {
      connection: {
        name: 'Library store',
        contractId: 'publica-la',
        baseUrl: urls.libraryStore,
        variables: { ...visitorVariables },
        notes: 'The digital store of the sandbox: launches open a library with what LTI users may read there.',
      },
      credential: {
        kind: 'oauth-consumer',
        name: 'Library store (sandbox)',
        consumerKey: accepted.libraryStore.consumerKey,
        secret: accepted.libraryStore.secret,
        allowedHosts: [new URL(urls.libraryStore).host],
      },
    },
    'misbehaving-tool': {
      connection: {
        name: 'Misbehaving tool',
        contractId: 'misbehaving-tool',
        baseUrl: urls.misbehavingTool,
        variables: { ...misbehavingVariables },
        notes: 'Fails on purpose, in the way the behaviour says; the Sandbox screen lists what each one does.',
      },
      credential: {
        kind: 'oauth-consumer',
        name: 'Misbehaving tool (sandbox)',
        consumerKey: accepted.misbehavingTool.consumerKey,
        secret: accepted.misbehavingTool.secret,
        allowedHosts: [new URL(urls.misbehavingTool).host],
      },
    },
  };
}

/** A reader to launch with, so that a first launch needs no typing. */
const readerVariables = {
  user_id: 'reader-4711',
  roles: 'Learner',
  resource_link_id: 'countersign-sandbox-1',
  context_id: 'course-1',
  context_title: 'Introduction to Reading',
  launch_presentation_document_target: 'window',
  custom_vbid: 'BOOKSHELF-TUTORIAL',
  vbid: 'BOOKSHELF-TUTORIAL',
} as const;

/** A student to enter the store with. */
const visitorVariables = {
  user_id: 'reader-4711',
  roles: 'Learner',
  resource_link_id: 'countersign-sandbox-2',
  context_id: 'course-1',
  context_title: 'Introduction to Reading',
} as const;

/** A student to launch the misbehaving tool with, into a launch that a redirect loses. */
const misbehavingVariables = {
  behaviour: 'redirect-302',
  user_id: 'reader-4711',
  roles: 'Learner',
  resource_link_id: 'countersign-sandbox-3',
  context_id: 'course-1',
  context_title: 'Introduction to Reading',
} as const;

/** Lets connections and their credentials follow the sandbox to its new addresses. */
export function moveSandboxConnections(from: SandboxUrls, to: SandboxUrls, ports: Omit<Ports, 'random'>): void {
  const moves = [
    { from: from.examPlatform, to: to.examPlatform },
    { from: from.bookshelf, to: to.bookshelf },
    { from: from.libraryStore, to: to.libraryStore },
    { from: from.misbehavingTool, to: to.misbehavingTool },
  ];
  const { storage } = ports;
  storage.transaction(() => {
    for (const connection of storage.connections.list()) {
      const move = moves.find((candidate) => `${connection.baseUrl}/`.startsWith(`${candidate.from}/`));
      if (connection.environment === 'sandbox' && move !== undefined) {
        moveConnection(connection, move, ports);
      }
    }
  });
}

function moveConnection(
  connection: Connection,
  move: { from: string; to: string },
  { storage, credentials, clock }: Omit<Ports, 'random'>,
): void {
  const { name, contractId, credentialId, environment, variables, notes } = connection;
  const baseUrl = connection.baseUrl.replace(move.from, move.to);
  storage.connections.update(
    connection.id,
    { name, contractId, baseUrl, credentialId, environment, variables, notes },
    clock.now(),
  );
  const credential = credentials.list().find(({ id }) => id === credentialId);
  if (credential !== undefined) {
    credentials.update(credential.id, movedCredential(credential, move));
  }
}

function movedCredential(credential: Credential, { from, to }: { from: string; to: string }): CredentialDraft {
  const host = { from: new URL(from).host, to: new URL(to).host };
  const draft = draftOf(credential);
  const allowedHosts = credential.allowedHosts.map((one) => (one === host.from ? host.to : one));
  if (draft.kind !== 'lti-registration') return { ...draft, allowedHosts };
  const moved = (url: string): string => (`${url}/`.startsWith(`${from}/`) ? url.replace(from, to) : url);
  return {
    ...draft,
    allowedHosts,
    loginUrl: moved(draft.loginUrl),
    redirectUris: draft.redirectUris.map(moved),
    keySetUrl: moved(draft.keySetUrl),
  };
}
