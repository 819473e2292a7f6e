import type { Environment } from '../../../../protocol/models/connection.ts';
import { type CareItem, needsCare } from '../../../../protocol/models/vault/credential-details.ts';
import type { Credential, CredentialKind } from '../../../../protocol/models/vault/vault.ts';

/** What of the vault is shown; `null`: whatever it is. */
export type CredentialFilter = {
  needsCare: boolean;
  environment: Environment | 'none' | null;
  kind: CredentialKind | null;
  tag: string | null;
};

export const noFilter: CredentialFilter = { needsCare: false, environment: null, kind: null, tag: null };

/** How many of the choices beside "needs care" narrow the list. */
export function countChoices({ environment, kind, tag }: CredentialFilter): number {
  return [environment, kind, tag].filter((choice) => choice !== null).length;
}

export function filterCredentials(
  credentials: readonly Credential[],
  filter: CredentialFilter,
  care: ReadonlyMap<string, readonly CareItem[]>,
): Credential[] {
  return credentials.filter(
    ({ id, kind, details }) =>
      (!filter.needsCare || (care.get(id) ?? []).some(needsCare)) &&
      (filter.environment === null || (details.environment ?? 'none') === filter.environment) &&
      (filter.kind === null || kind === filter.kind) &&
      (filter.tag === null || details.tags.includes(filter.tag)),
  );
}
