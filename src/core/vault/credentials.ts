import type { Credential, CredentialDraft } from '../../protocol/models/vault.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Clock, Random } from '../ports.ts';
import type { Storage } from '../storage/open-storage.ts';
import type { StoredCredential } from '../storage/repositories/credentials.ts';
import { normaliseHosts } from './allowed-hosts.ts';
import { type OpenCredential, openCredentialOf, partsOf } from './credential-parts.ts';
import { newId } from './new-id.ts';
import type { SecretContext, Vault } from './vault.ts';

export type { OpenCredential } from './credential-parts.ts';

/** The credentials in the vault. Methods that seal or open throw `vault.locked` and `vault.tampered`; with an unknown id, `not-found`. */
export type Credentials = {
  /** Works while the vault is locked, as everything in it is public. */
  list(): Credential[];
  /** Throws `input.invalid` with the field that is wrong. */
  create(draft: CredentialDraft): Credential;
  /** An empty secret keeps the stored one. Throws `credential.wrong-kind` when the kind would change. */
  update(id: string, draft: CredentialDraft): Credential;
  /** Throws `conflict` (`params.connections`: their names) while a connection uses it. Works while the vault is locked. */
  delete(id: string): void;
  /** With its secrets, for signing. */
  open(id: string): OpenCredential;
  /** One secret, for a person to have; the access log keeps who had which part when and how. `not-found` for an unknown part. */
  reveal(id: string, part: string, actor: 'window' | 'cli', action?: AccessAction): string;
};

export type AccessAction = 'reveal' | 'copy' | 'export';

type CredentialsPorts = {
  storage: Pick<Storage, 'credentials' | 'secrets' | 'secretAccess' | 'connections' | 'transaction'>;
  vault: Vault;
  random: Random;
  clock: Clock;
  /** Name of the user of the operating system, for the access log. */
  user?: string;
};

export function createCredentials({ storage, vault, random, clock, user = '' }: CredentialsPorts): Credentials {
  const { credentials, secrets, secretAccess, connections, transaction } = storage;

  const require = (id: string): StoredCredential => {
    const credential = credentials.get(id);
    if (credential === undefined) throw new ProblemError('not-found', { params: { what: 'credential', id } });
    return credential;
  };

  const openSecrets = (credential: StoredCredential): Map<string, string> => {
    const sealed = new Map(secrets.list(credential.id).map((secret) => [secret.part, secret.sealed]));
    return new Map(
      credential.secretParts.map((part) => {
        const bytes = sealed.get(part) ?? new Uint8Array(0);
        return [part, vault.openSecret(credentialContext(credential, part), bytes)];
      }),
    );
  };

  const sealSecrets = (credential: StoredCredential, values: ReadonlyMap<string, string>): void => {
    const sealed = [...values].map(([part, value]) => ({
      part,
      version: credential.version,
      sealed: vault.sealSecret(credentialContext(credential, part), value),
    }));
    secrets.replace(credential.id, sealed);
  };

  return {
    list: () => credentials.list().map(withoutVersion),

    create(draft) {
      const parts = partsOf(draft, new Map());
      const now = clock.now();
      const credential: StoredCredential = {
        id: newId(random),
        name: draft.name,
        kind: draft.kind,
        publicParts: parts.publicParts,
        secretParts: [...parts.secrets.keys()],
        allowedHosts: normaliseHosts(draft.allowedHosts),
        version: 1,
        createdAt: now,
        updatedAt: now,
      };
      transaction(() => {
        credentials.insert(credential);
        sealSecrets(credential, parts.secrets);
      });
      return withoutVersion(credential);
    },

    update(id, draft) {
      const stored = require(id);
      if (stored.kind !== draft.kind) {
        throw new ProblemError('credential.wrong-kind', {
          params: { expected: stored.kind, actual: draft.kind },
          field: 'draft.kind',
        });
      }
      const parts = partsOf(draft, openSecrets(stored));
      const credential: StoredCredential = {
        ...stored,
        name: draft.name,
        publicParts: parts.publicParts,
        secretParts: [...parts.secrets.keys()],
        allowedHosts: normaliseHosts(draft.allowedHosts),
        version: stored.version + 1,
        updatedAt: clock.now(),
      };
      transaction(() => {
        credentials.update(credential);
        sealSecrets(credential, parts.secrets);
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
      return openCredentialOf(withoutVersion(credential), openSecrets(credential));
    },

    reveal(id, part, actor, action = 'reveal') {
      const credential = require(id);
      const value = openSecrets(credential).get(part);
      if (value === undefined) throw new ProblemError('not-found', { params: { what: 'secret', id: part } });
      secretAccess.record({
        credentialId: id,
        credentialName: credential.name,
        part,
        action,
        actor,
        user,
        at: clock.now(),
      });
      return value;
    },
  };
}

/**
 * Seals the secret to what it may be used for and where: someone who can write to the database but has no key cannot send
 * it to a host of their own by editing the row.
 */
export function credentialContext(credential: StoredCredential, part: string): SecretContext {
  const { id, kind, publicParts, secretParts, allowedHosts, version } = credential;
  const binding = JSON.stringify([kind, Object.entries(publicParts).sort(), secretParts, allowedHosts]);
  return { recordId: id, part, version, binding };
}

function withoutVersion({ version: _, ...credential }: StoredCredential): Credential {
  return credential;
}
