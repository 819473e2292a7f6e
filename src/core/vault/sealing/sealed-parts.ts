import type { PreviousSecret } from '../../../protocol/models/vault/credential-details.ts';
import type { Storage } from '../../storage/open-storage.ts';
import type { StoredCredential } from '../../storage/repositories/credentials.ts';
import { previousOf, previousPart } from '../overlap/previous.ts';
import type { SecretContext, Vault } from '../vault.ts';

type Values = ReadonlyMap<string, string>;

/** The secrets of credentials, sealed in the database. Throws `vault.locked`, `vault.tampered`. */
export type SealedParts = {
  open(credential: StoredCredential): Values;
  openPrevious(credential: StoredCredential, previous: PreviousSecret): Values;
  /** Seals everything anew for the credential as it is now; `previous` by id of the set. */
  seal(credential: StoredCredential, values: Values, previous: ReadonlyMap<string, Values>): void;
};

export function createSealedParts({
  vault,
  secrets,
}: { vault: Pick<Vault, 'openSecret' | 'sealSecret'> } & Pick<Storage, 'secrets'>): SealedParts {
  const openParts = (
    credential: StoredCredential,
    parts: readonly string[],
    storedName: (part: string) => string,
  ): Values => {
    const sealed = new Map(secrets.list(credential.id).map((secret) => [secret.part, secret.sealed]));
    return new Map(
      parts.map((part) => {
        const stored = storedName(part);
        const bytes = sealed.get(stored) ?? new Uint8Array(0);
        return [part, vault.openSecret(credentialContext(credential, stored), bytes)];
      }),
    );
  };

  return {
    open: (credential) => openParts(credential, credential.secretParts, (part) => part),
    openPrevious: (credential, { id, secretParts }) =>
      openParts(credential, secretParts, (part) => previousPart(id, part)),
    seal(credential, values, previous) {
      const before = [...previous].flatMap(([id, kept]) =>
        [...kept].map(([part, value]): [string, string] => [previousPart(id, part), value]),
      );
      const sealed = [...values, ...before].map(([part, value]) => ({
        part,
        version: credential.version,
        sealed: vault.sealSecret(credentialContext(credential, part), value),
      }));
      secrets.replace(credential.id, sealed);
    },
  };
}

/**
 * Seals the secret to what it may be used for and where: someone who can write to the database but has no key cannot send
 * it to a host of their own by editing the row, nor make a previous secret last longer.
 */
export function credentialContext(credential: StoredCredential, part: string): SecretContext {
  const { id, kind, publicParts, secretParts, allowedHosts, version } = credential;
  const bound: unknown[] = [kind, Object.entries(publicParts).sort(), secretParts, allowedHosts];
  const previous = previousOf(credential, part);
  if (previous !== undefined) {
    bound.push([previous.until, previous.secretParts, Object.entries(previous.publicParts).sort()]);
  }
  return { recordId: id, part, version, binding: JSON.stringify(bound) };
}
