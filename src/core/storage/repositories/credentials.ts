import { z } from 'zod';
import {
  type CredentialUse,
  credentialDetailsSchema,
  credentialUseSchema,
  type PreviousSecret,
  previousSecretSchema,
} from '../../../protocol/models/vault/credential-details.ts';
import { type Credential, credentialKindSchema } from '../../../protocol/models/vault/vault.ts';
import type { Log } from '../../ports.ts';
import type { Db } from '../db.ts';
import { parseColumn } from '../json.ts';

/** A credential's row: all but its secrets. `version` grows with every change. */
export type StoredCredential = Credential & { version: number };

export type CredentialsRepository = {
  /** In order of name. */
  list(): StoredCredential[];
  get(id: string): StoredCredential | undefined;
  insert(credential: StoredCredential): void;
  update(credential: StoredCredential): void;
  /** Changes nothing else, not even the version. */
  setPrevious(id: string, previous: readonly PreviousSecret[]): void;
  /** Changes nothing else, not even the version. Does nothing for a credential that is gone. */
  used(id: string, use: CredentialUse): void;
  delete(id: string): boolean;
};

const previousSchema = z.array(previousSecretSchema);
const useSchema = credentialUseSchema.nullable();
const textsSchema = z.array(z.string());
const partsSchema = z.record(z.string(), z.string());

export function createCredentialsRepository({ build, all, first, run }: Db, log: Log): CredentialsRepository {
  const selection = () => build.selectFrom('credentials').selectAll();

  const parse = (row: ReturnType<typeof rows>[number]): StoredCredential | undefined => {
    const place = { table: 'credentials', id: row.id };
    const publicParts = parseColumn(partsSchema, row.public_parts, place, log);
    const secretParts = parseColumn(textsSchema, row.secret_parts, place, log);
    const allowedHosts = parseColumn(textsSchema, row.allowed_hosts, place, log);
    const details = parseColumn(credentialDetailsSchema, row.details, place, log);
    const previous = parseColumn(previousSchema, row.previous, place, log);
    const lastUse = parseColumn(useSchema, row.last_use, place, log);
    const kind = credentialKindSchema.safeParse(row.kind).data;
    if (kind === undefined) {
      log.error(`credential ${row.id} cannot be shown`, new Error('of a kind that is not known'));
      return undefined;
    }
    if (publicParts === undefined || secretParts === undefined || allowedHosts === undefined) return undefined;
    if (details === undefined || previous === undefined || lastUse === undefined) return undefined;
    return {
      id: row.id,
      name: row.name,
      kind,
      publicParts,
      secretParts,
      allowedHosts,
      details,
      secretChangedAt: row.secret_changed_at,
      previous,
      lastUse,
      version: row.version,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    };
  };
  const rows = () => all(selection().orderBy('name').orderBy('id'));

  return {
    list: () => rows().flatMap((row) => parse(row) ?? []),
    get(id) {
      const row = first(selection().where('id', '=', id));
      return row === undefined ? undefined : parse(row);
    },
    insert(credential) {
      run(
        build
          .insertInto('credentials')
          .values({ id: credential.id, ...columnsOf(credential), created_at: credential.createdAt }),
      );
    },
    update(credential) {
      run(build.updateTable('credentials').set(columnsOf(credential)).where('id', '=', credential.id));
    },
    setPrevious(id, previous) {
      run(
        build
          .updateTable('credentials')
          .set({ previous: JSON.stringify(previous) })
          .where('id', '=', id),
      );
    },
    used(id, use) {
      run(
        build
          .updateTable('credentials')
          .set({ last_use: JSON.stringify(use) })
          .where('id', '=', id),
      );
    },
    delete: (id) => run(build.deleteFrom('credentials').where('id', '=', id)) > 0,
  };
}

function columnsOf(credential: StoredCredential) {
  return {
    name: credential.name,
    kind: credential.kind,
    public_parts: JSON.stringify(credential.publicParts),
    secret_parts: JSON.stringify(credential.secretParts),
    allowed_hosts: JSON.stringify(credential.allowedHosts),
    details: JSON.stringify(credential.details),
    secret_changed_at: credential.secretChangedAt,
    previous: JSON.stringify(credential.previous),
    last_use: JSON.stringify(credential.lastUse),
    version: credential.version,
    updated_at: credential.updatedAt,
  };
}
