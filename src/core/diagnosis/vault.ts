import type { DiagnosisCredential, Pasted } from '../../protocol/models/diagnosis.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { secretTexts } from '../vault/credentials/credential-parts.ts';
import type { Credentials, OpenCredential } from '../vault/credentials/credentials.ts';
import type { Vault } from '../vault/vault.ts';
import type { NamedCredential } from './signature/index.ts';

/** The vault as a diagnosis uses it. */
export type OpenedVault = {
  /** Every secret in it, previous ones included, for masking; none while it is locked. */
  secrets: readonly string[];
  /** With its secrets. Throws `not-found`, `credential.wrong-kind`, `vault.locked`, `vault.tampered`. */
  credential(id: string): DiagnosisCredential;
  /** The other OAuth credentials, for a search a person asked for. Throws `vault.locked`. */
  others(exceptId: string | undefined): NamedCredential[];
};

/** @throws ProblemError `credential.wrong-kind` for a credential that signs nothing a diagnosis reads. */
function forDiagnosis(opened: OpenCredential): DiagnosisCredential {
  switch (opened.kind) {
    case 'oauth-consumer':
      return { scheme: 'oauth1', key: opened.consumerKey, secret: opened.secret };
    case 'proctorexam':
      return { scheme: 'proctorexam', secretKey: opened.secretKey };
    default:
      throw new ProblemError('credential.wrong-kind', {
        params: { expected: 'oauth-consumer', actual: opened.kind },
        field: 'credential',
      });
  }
}

/** `null` for a credential that was tampered with: its secret cannot be told, and the others still can be used. */
function openIfWhole(credentials: Credentials, id: string): OpenCredential | null {
  try {
    return credentials.open(id);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'vault.tampered') return null;
    throw error;
  }
}

export function openVault(credentials: Credentials, vault: Vault): OpenedVault {
  const whole = () =>
    credentials.list().flatMap(({ id }) => {
      const opened = openIfWhole(credentials, id);
      return opened === null ? [] : [opened];
    });
  return {
    secrets: vault.isUnlocked()
      ? whole().flatMap((opened) =>
          [opened, ...credentials.openPrevious(opened.id)].flatMap((one) => secretTexts(one).map(({ value }) => value)),
        )
      : [],
    credential: (id) => forDiagnosis(credentials.open(id)),
    others: (exceptId) =>
      whole().flatMap((opened) =>
        opened.id === exceptId || opened.kind !== 'oauth-consumer'
          ? []
          : [{ name: opened.name, key: opened.consumerKey, secret: opened.secret }],
      ),
  };
}

/**
 * Ids of the credentials that a message names: those with its consumer key, then those whose key is the same but for blanks
 * around it or upper and lower case. Works while the vault is locked.
 */
export function matchingCredentials(credentials: Credentials, { consumerKey }: Pasted): string[] {
  if (consumerKey === null) return [];
  const loosely = (key: string) => key.trim().toLowerCase();
  const keyed = credentials.list().flatMap(({ id, publicParts }) => {
    const key = publicParts.consumerKey;
    return key === undefined ? [] : [{ id, key }];
  });
  const exact = keyed.filter(({ key }) => key === consumerKey);
  const near = keyed.filter(({ key }) => key !== consumerKey && loosely(key) === loosely(consumerKey));
  return [...exact, ...near].map(({ id }) => id);
}
