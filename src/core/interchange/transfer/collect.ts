import type { FormDraft } from '../../../protocol/commands/connections.ts';
import type { Connection } from '../../../protocol/models/connection.ts';
import type { Credential } from '../../../protocol/models/vault/vault.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Storage } from '../../storage/open-storage.ts';
import type { AccessAction, Credentials } from '../../vault/credentials/credentials.ts';
import type { Carried, CarriedConnection, CarriedCredential } from '../vault-file/content.ts';

export type CollectPorts = {
  storage: Pick<Storage, 'connections' | 'formDrafts' | 'userContracts'>;
  credentials: Pick<Credentials, 'list' | 'reveal'>;
  actor: 'window' | 'cli';
};

export type Wanted = { credentialIds: readonly string[]; connectionIds: readonly string[]; forms: boolean };

/** What a vault file carries; each secret is written into the access log. Throws `not-found`, `vault.locked`. */
export function collect(wanted: Wanted, ports: CollectPorts): Carried {
  const credentials = carriedCredentials(wanted.credentialIds, 'export', ports);
  return { credentials, ...collectConnections(wanted, ports, new Set(wanted.credentialIds)) };
}

/** The chosen credentials with their secrets, each of which goes into the access log. */
export function carriedCredentials(
  ids: readonly string[],
  action: AccessAction,
  { credentials, actor }: Pick<CollectPorts, 'credentials' | 'actor'>,
): CarriedCredential[] {
  const known = new Map(credentials.list().map((credential) => [credential.id, credential]));
  return [...new Set(ids)].map((id) => {
    const { kind, name, allowedHosts, publicParts, secretParts, details } = required(known.get(id), 'credential', id);
    const secrets = secretParts.map((part) => [part, credentials.reveal(id, part, actor, action)] as const);
    return { ref: id, kind, name, allowedHosts, parts: publicParts, secrets: Object.fromEntries(secrets), details };
  });
}

/** Connections and the imported contracts they need. `withCredentials`: those that come along. */
export function collectConnections(
  { connectionIds, forms }: Pick<Wanted, 'connectionIds' | 'forms'>,
  { storage, credentials }: Pick<CollectPorts, 'storage' | 'credentials'>,
  withCredentials: ReadonlySet<string> = new Set(),
): Pick<Carried, 'connections' | 'contracts'> {
  const known = new Map(credentials.list().map((credential) => [credential.id, credential]));
  const connections = [...new Set(connectionIds)].map((id) => required(storage.connections.get(id), 'connection', id));
  const contractIds = [...new Set(connections.map(({ contractId }) => contractId))];
  const contracts = contractIds.flatMap((id) => {
    const own = storage.userContracts.get(id);
    return own === undefined ? [] : [{ ref: `contract:${id}`, id, openapi: own.text, arazzo: own.flows }];
  });
  const carried = connections.map((connection) => {
    const credential = connection.credentialId === null ? undefined : known.get(connection.credentialId);
    const comesAlong = credential !== undefined && withCredentials.has(credential.id);
    return carriedConnection(connection, comesAlong ? credential.id : null, credential, forms ? storage : null);
  });
  return { connections: carried, contracts };
}

function carriedConnection(
  { id, name, contractId, baseUrl, environment, variables, notes }: Connection,
  credential: string | null,
  used: Credential | undefined,
  storage: Pick<Storage, 'formDrafts'> | null,
): CarriedConnection {
  const forms = storage === null ? [] : storage.formDrafts.list(id);
  return {
    ref: id,
    name,
    contract: contractId,
    baseUrl,
    environment,
    variables,
    notes,
    credential,
    wants: used === undefined ? null : { kind: used.kind, name: used.name },
    forms: forms.map(({ operationId, form }) => ({ operation: operationId, form: forElsewhere(form) })),
  };
}

/** A form without what only this computer knows: its files, and people and courses of its roster. */
function forElsewhere(form: FormDraft): FormDraft {
  const values = form.values.filter(({ file }) => file === undefined);
  if (form.preset === undefined) return { ...form, values };
  return { ...form, values, preset: { ...form.preset, personId: null, courseId: null, placementId: null } };
}

function required<T>(found: T | undefined, what: string, id: string): T {
  if (found === undefined) throw new ProblemError('not-found', { params: { what, id } });
  return found;
}
