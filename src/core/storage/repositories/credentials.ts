import { z } from 'zod';
import { type Credential, credentialKindSchema } from '../../../protocol/models/vault.ts';
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
  delete(id: string): boolean;
};

const textsSchema = z.array(z.string());
const partsSchema = z.record(z.string(), z.string());

export function createCredentialsRepository({ build, all, first, run }: Db, log: Log): CredentialsRepository {
  const selection = () => build.selectFrom('credentials').selectAll();

  const parse = (row: ReturnType<typeof rows>[number]): StoredCredential | undefined => {
    const place = { table: 'credentials', id: row.id };
    const publicParts = parseColumn(partsSchema, row.public_parts, place, log);
    const secretParts = parseColumn(textsSchema, row.secret_parts, place, log);
    const allowedHosts = parseColumn(textsSchema, row.allowed_hosts, place, log);
    const kind = credentialKindSchema.safeParse(row.kind).data;
    if (kind === undefined) {
      log.error(`credential ${row.id} cannot be shown`, new Error('of a kind that is not known'));
      return undefined;
    }
    if (publicParts === undefined || secretParts === undefined || allowedHosts === undefined) return undefined;
    return {
      id: row.id,
      name: row.name,
      kind,
      publicParts,
      secretParts,
      allowedHosts,
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
    version: credential.version,
    updated_at: credential.updatedAt,
  };
}
