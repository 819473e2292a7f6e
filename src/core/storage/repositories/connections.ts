import { sql } from 'kysely';
import { z } from 'zod';
import {
  type Connection,
  type ConnectionDraft,
  connectionSchema,
  environmentSchema,
} from '../../../protocol/models/connection.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import type { Log } from '../../ports.ts';
import type { Db } from '../db.ts';
import { parseColumn } from '../json.ts';
import { outcomeIn } from './outcome.ts';

/** Connections, with the verdict of their last exchange read from the history each time. Times are epoch milliseconds. */
export type ConnectionsRepository = {
  /** In order of name. */
  list(): Connection[];
  get(id: string): Connection | undefined;
  /** Throws `credential.missing` (field `draft.credentialId`) when the credential does not exist. */
  insert(id: string, draft: ConnectionDraft, at: number): Connection;
  /** `undefined` when there is no such connection. Throws `credential.missing` like `insert`. */
  update(id: string, draft: ConnectionDraft, at: number): Connection | undefined;
  /** Deletes it and its form drafts; its history stays. `false` when there was none. */
  delete(id: string): boolean;
  /** Names of the connections that use a credential. */
  namesUsing(credentialId: string): string[];
  count(): number;
};

const variablesSchema = connectionSchema.shape.variables;
const lastVerdictSchema = connectionSchema.shape.lastVerdict;

export function createConnectionsRepository(db: Db, log: Log): ConnectionsRepository {
  const { build, all, first, run, transaction } = db;

  const selection = () =>
    build
      .selectFrom('connections as c')
      .selectAll('c')
      .select([lastVerdict.as('last_verdict'), lastAt.as('last_at')]);

  const parse = (row: ReturnType<typeof rowsOfSelection>[number]): Connection | undefined => {
    const place = { table: 'connections', id: row.id };
    const variables = parseColumn(variablesSchema, row.variables, place, log);
    const facts = rowSchema.safeParse({ environment: row.environment, lastVerdict: row.last_verdict });
    if (variables === undefined || !facts.success) return undefined;
    return {
      id: row.id,
      name: row.name,
      contractId: row.contract_id,
      baseUrl: row.base_url,
      credentialId: row.credential_id,
      environment: facts.data.environment,
      variables,
      notes: row.notes,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      lastVerdict: facts.data.lastVerdict,
      lastExchangeAt: row.last_at,
    };
  };
  const rowsOfSelection = () => all(selection().orderBy(sql`c.name COLLATE NOCASE`).orderBy('c.id'));

  const get = (id: string): Connection | undefined => {
    const row = first(selection().where('c.id', '=', id));
    return row === undefined ? undefined : parse(row);
  };

  const requireCredential = (id: string | null): void => {
    if (id === null || first(build.selectFrom('credentials').select('id').where('id', '=', id)) !== undefined) return;
    throw new ProblemError('not-found', { params: { what: 'credential', id }, field: 'draft.credentialId' });
  };

  return {
    list: () => rowsOfSelection().flatMap((row) => parse(row) ?? []),
    get,
    insert: (id, draft, at) =>
      transaction(() => {
        requireCredential(draft.credentialId);
        run(build.insertInto('connections').values({ id, ...columnsOf(draft), created_at: at, updated_at: at }));
        return { id, ...draft, createdAt: at, updatedAt: at, lastVerdict: null, lastExchangeAt: null };
      }),
    update: (id, draft, at) =>
      transaction(() => {
        requireCredential(draft.credentialId);
        run(
          build
            .updateTable('connections')
            .set({ ...columnsOf(draft), updated_at: at })
            .where('id', '=', id),
        );
        return get(id);
      }),
    delete: (id) => run(build.deleteFrom('connections').where('id', '=', id)) > 0,
    namesUsing: (credentialId) =>
      all(build.selectFrom('connections').select('name').where('credential_id', '=', credentialId).orderBy('name')).map(
        ({ name }) => name,
      ),
    count: () =>
      first(build.selectFrom('connections').select(({ fn }) => fn.countAll<number>().as('count')))?.count ?? 0,
  };
}

const rowSchema = z.object({ environment: environmentSchema, lastVerdict: lastVerdictSchema });

/** An exchange that was cancelled, interrupted or wrong on purpose says nothing about a connection. */
const lastVerdict = sql<string | null>`(
  SELECT ${outcomeIn('e')} FROM exchanges AS e
  WHERE e.connection_id = c.id AND e.state IN ('finished', 'failed')
    AND (NOT json_valid(e.summary) OR json_extract(e.summary, '$.wrong') IS NULL)
  ORDER BY e.started_at DESC, e.id DESC LIMIT 1
)`;
const lastAt = sql<number | null>`(SELECT max(e.started_at) FROM exchanges AS e WHERE e.connection_id = c.id)`;

function columnsOf(draft: ConnectionDraft) {
  return {
    name: draft.name,
    contract_id: draft.contractId,
    base_url: draft.baseUrl,
    credential_id: draft.credentialId,
    environment: draft.environment,
    variables: JSON.stringify(draft.variables),
    notes: draft.notes,
  };
}
