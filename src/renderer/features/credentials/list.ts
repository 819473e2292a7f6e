import type { Connection } from '../../../protocol/models/connection.ts';
import type { Credential } from '../../../protocol/models/vault/vault.ts';

/** Connections that sign with the credential, by name. */
export function usersOf(credentialId: string, connections: readonly Connection[]): Connection[] {
  return connections
    .filter((connection) => connection.credentialId === credentialId)
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** The part that tells one credential from another at a glance: a key that is public. */
export function keyOf(credential: Credential): string | null {
  const { consumerKey, clientId, username, subject } = credential.publicParts;
  return consumerKey ?? clientId ?? username ?? subject ?? null;
}

/** Credentials by name whose name, key, hosts, tags, notes or users hold every word of the search. */
export function searchCredentials(
  credentials: readonly Credential[],
  search: string,
  connections: readonly Connection[],
): Credential[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return credentials
    .filter((credential) => {
      const users = usersOf(credential.id, connections).map(({ name }) => name);
      const { tags, notes } = credential.details;
      const text = [credential.name, keyOf(credential) ?? '', ...credential.allowedHosts, ...tags, notes, ...users]
        .join('\n')
        .toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}
