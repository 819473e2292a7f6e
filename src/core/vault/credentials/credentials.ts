import {
  type CredentialUse,
  defaultOverlap,
  noDetails,
  type Overlap,
  type PreviousSecret,
} from '../../../protocol/models/vault/credential-details.ts';
import type { Credential, CredentialDraft } from '../../../protocol/models/vault/vault.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Clock, Random } from '../../ports.ts';
import type { Storage } from '../../storage/open-storage.ts';
import type { StoredCredential } from '../../storage/repositories/credentials.ts';
import { type RegistrationKey, registrationKeysOf } from '../key-material/registration-keys.ts';
import { newId } from '../new-id.ts';
import { changedParts, isOver, keptBefore, mostPrevious, partsBefore, storedPartsOf } from '../overlap/previous.ts';
import { createSealedParts } from '../sealing/sealed-parts.ts';
import type { Vault } from '../vault.ts';
import { normaliseHosts } from './allowed-hosts.ts';
import { type CredentialParts, type OpenCredential, openCredentialOf, partsOf } from './credential-parts.ts';

export type { OpenCredential } from './credential-parts.ts';

/** The credentials in the vault. Methods that seal or open throw `vault.locked` and `vault.tampered`; with an unknown id, `not-found`. */
export type Credentials = {
  /** Works while the vault is locked, as everything in it is public. */
  list(): Credential[];
  /** Throws `input.invalid` with the field that is wrong. `id`: one that was told to others before the credential is made. */
  create(draft: CredentialDraft, id?: string): Credential;
  /**
   * An empty secret keeps the stored one; of one that changes, the value before is kept for the overlap. Throws
   * `credential.wrong-kind` when the kind would change.
   */
  update(id: string, draft: CredentialDraft, change?: Partial<SecretChange>): Credential;
  /** Throws `conflict` (`params.connections`: their names) while a connection uses it. Works while the vault is locked. */
  delete(id: string): void;
  /** With its secrets, for signing. */
  open(id: string): OpenCredential;
  /** As it was before its secrets were changed, the latest first, as long as the overlaps last. */
  openPrevious(id: string): (OpenCredential & Pick<PreviousSecret, 'until'>)[];
  /** One secret, for a person to have; the access log keeps who had which part when and how. `not-found` for an unknown part. */
  reveal(id: string, part: string, actor: AccessActor, action?: AccessAction): string;
  /** Takes back the last change of the secrets, and forgets what they were changed to. Throws `credential.no-previous`. */
  revert(id: string, actor: AccessActor): Credential;
  /** Purges the previous secrets at once. Works while the vault is locked. */
  endOverlap(id: string, actor: AccessActor): Credential;
  /** Purges what is over by now. Works while the vault is locked. Answers the credentials that had something to purge. */
  purgeEnded(): string[];
  /** When the next overlap ends, epoch milliseconds; `null` when none ends by itself. */
  nextEnd(): number | null;
  /** Remembers that something was signed with it, or that it was sent. */
  used(id: string, use: Omit<CredentialUse, 'at'>): void;
  /**
   * The public keys the other side of an LTI 1.3 registration has to be given, the current one first: previous ones as long as
   * their overlap lasts. Works while the vault is locked. Throws `credential.wrong-kind`.
   */
  registrationKeys(id: string): RegistrationKey[];
};

export type AccessAction = 'reveal' | 'copy' | 'export' | 'export-clear';
/** `app`: nobody asked for it at that moment. */
export type AccessActor = 'window' | 'cli' | 'app';
type SecretChange = { overlap: Overlap; actor: AccessActor };

type CredentialsPorts = {
  storage: Pick<Storage, 'credentials' | 'secrets' | 'secretAccess' | 'connections' | 'transaction' | 'settle'>;
  vault: Vault;
  random: Random;
  clock: Clock;
  /** Name of the user of the operating system, for the access log. */
  user?: string;
};

export function createCredentials({ storage, vault, random, clock, user = '' }: CredentialsPorts): Credentials {
  const { credentials, secrets, secretAccess, connections, transaction } = storage;
  const sealedParts = createSealedParts({ vault, secrets });

  const require = (id: string): StoredCredential => {
    const credential = credentials.get(id);
    if (credential === undefined) throw new ProblemError('not-found', { params: { what: 'credential', id } });
    return credential;
  };

  const log = (
    { id, name }: Pick<Credential, 'id' | 'name'>,
    parts: readonly string[],
    action: AccessAction | 'rotate' | 'revert' | 'purge',
    actor: AccessActor,
  ): void => {
    const by = { actor, user: actor === 'app' ? '' : user };
    for (const part of parts) {
      secretAccess.record({ credentialId: id, credentialName: name, part, action, ...by, at: clock.now() });
    }
  };

  const openAllPrevious = (credential: StoredCredential) =>
    new Map(credential.previous.map((previous) => [previous.id, sealedParts.openPrevious(credential, previous)]));

  /** Takes previous sets away, from the list and from the disk. */
  const purge = (
    credential: StoredCredential,
    isGone: (previous: PreviousSecret) => boolean,
    actor: AccessActor,
  ): StoredCredential => {
    const gone = credential.previous.filter(isGone);
    if (gone.length === 0) return credential;
    const previous = credential.previous.filter((one) => !isGone(one));
    transaction(() => {
      credentials.setPrevious(credential.id, previous);
      secrets.remove(credential.id, gone.flatMap(storedPartsOf));
      for (const { changedParts } of gone) log(credential, changedParts, 'purge', actor);
    });
    // What was sealed would stay in the write-ahead log until it is written over.
    storage.settle();
    return { ...credential, previous };
  };

  const withParts = (stored: StoredCredential, { publicParts, secrets }: CredentialParts): StoredCredential => ({
    ...stored,
    publicParts,
    secretParts: [...secrets.keys()],
    version: stored.version + 1,
    updatedAt: clock.now(),
  });

  return {
    list: () => credentials.list().map(withoutVersion),

    create(draft, id = newId(random)) {
      const parts = partsOf(draft, new Map());
      const now = clock.now();
      const credential: StoredCredential = {
        id,
        name: draft.name,
        kind: draft.kind,
        publicParts: parts.publicParts,
        secretParts: [...parts.secrets.keys()],
        allowedHosts: normaliseHosts(draft.allowedHosts),
        details: withoutTwice(draft.details ?? noDetails),
        secretChangedAt: now,
        previous: [],
        lastUse: null,
        version: 1,
        createdAt: now,
        updatedAt: now,
      };
      transaction(() => {
        credentials.insert(credential);
        sealedParts.seal(credential, parts.secrets, new Map());
      });
      return withoutVersion(credential);
    },

    update(id, draft, { overlap = defaultOverlap, actor = 'app' } = {}) {
      const stored = require(id);
      if (stored.kind !== draft.kind) {
        throw new ProblemError('credential.wrong-kind', {
          params: { expected: stored.kind, actual: draft.kind },
          field: 'draft.kind',
        });
      }
      const now = clock.now();
      const before = sealedParts.open(stored);
      const parts = partsOf(draft, before);
      const changed = changedParts(before, parts.secrets);
      const isNew = changed.length > 0 || parts.secrets.size !== before.size;
      const kept = keptBefore(stored, changed, { id: newId(random), now, overlap });
      const older = openAllPrevious(stored);
      if (kept !== null) older.set(kept.id, before);
      const all = kept === null ? stored.previous : [kept, ...stored.previous];
      const previous = all.slice(0, mostPrevious);
      const credential: StoredCredential = {
        ...withParts(stored, parts),
        name: draft.name,
        allowedHosts: normaliseHosts(draft.allowedHosts),
        details: withoutTwice(draft.details ?? stored.details),
        secretChangedAt: isNew ? now : stored.secretChangedAt,
        previous,
      };
      for (const { id: left } of all.slice(mostPrevious)) older.delete(left);
      transaction(() => {
        credentials.update(credential);
        sealedParts.seal(credential, parts.secrets, older);
        log(credential, changed, 'rotate', actor);
        for (const { changedParts } of all.slice(mostPrevious)) log(credential, changedParts, 'purge', 'app');
      });
      return withoutVersion(credential);
    },

    delete(id) {
      transaction(() => {
        const { name } = require(id);
        const users = connections.namesUsing(id);
        if (users.length > 0) {
          throw new ProblemError('conflict', {
            params: { what: 'credential', name, connections: users.join(', ') },
            detail: `in use by ${users.join(', ')}`,
          });
        }
        secrets.replace(id, []);
        credentials.delete(id);
      });
    },

    open(id) {
      const credential = require(id);
      return openCredentialOf(withoutVersion(credential), sealedParts.open(credential));
    },

    openPrevious(id) {
      const credential = require(id);
      return credential.previous
        .filter((previous) => !isOver(previous, clock.now()))
        .map((previous) => {
          const before = partsBefore(credential, previous, sealedParts.openPrevious(credential, previous));
          const opened = openCredentialOf({ ...credential, publicParts: before.publicParts }, before.secrets);
          return { ...opened, until: previous.until };
        });
    },

    reveal(id, part, actor, action = 'reveal') {
      const credential = require(id);
      const value = sealedParts.open(credential).get(part);
      if (value === undefined) throw new ProblemError('not-found', { params: { what: 'secret', id: part } });
      log(credential, [part], action, actor);
      return value;
    },

    revert(id, actor) {
      const stored = require(id);
      const last = stored.previous.find((previous) => !isOver(previous, clock.now()));
      if (last === undefined) throw new ProblemError('credential.no-previous', { params: { name: stored.name } });
      const kept = openAllPrevious(stored);
      const parts = partsBefore(stored, last, kept.get(last.id) ?? new Map());
      kept.delete(last.id);
      const credential: StoredCredential = {
        ...withParts(stored, parts),
        secretChangedAt: last.since,
        previous: stored.previous.filter((previous) => previous !== last),
      };
      transaction(() => {
        credentials.update(credential);
        sealedParts.seal(credential, parts.secrets, kept);
        log(credential, last.changedParts, 'revert', actor);
      });
      storage.settle();
      return withoutVersion(credential);
    },

    endOverlap: (id, actor) => withoutVersion(purge(require(id), () => true, actor)),

    purgeEnded() {
      const now = clock.now();
      const ended = credentials.list().filter(({ previous }) => previous.some((one) => isOver(one, now)));
      for (const credential of ended) purge(credential, (one) => isOver(one, now), 'app');
      return ended.map(({ id }) => id);
    },

    nextEnd() {
      const ends = credentials.list().flatMap(({ previous }) => previous.flatMap(({ until }) => until ?? []));
      return ends.length === 0 ? null : Math.min(...ends);
    },

    used: (id, use) => credentials.used(id, { ...use, at: clock.now() }),

    registrationKeys: (id) => registrationKeysOf(require(id), clock.now()),
  };
}

function withoutTwice(details: Credential['details']): Credential['details'] {
  return { ...details, tags: [...new Set(details.tags)] };
}

function withoutVersion({ version: _, ...credential }: StoredCredential): Credential {
  return credential;
}
