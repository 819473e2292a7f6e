import { sql } from 'kysely';
import {
  type ServiceCall,
  type ServiceCallSummary,
  serviceCallSchema,
  serviceCallSummarySchema,
} from '../../../../protocol/models/advantage/services.ts';
import type { Log } from '../../../ports.ts';
import type { Db } from '../../db.ts';
import { parseColumn } from '../../json.ts';

export type ServiceCallsQuery = { connectionId: string | null; exchangeId: string | null; limit: number };

/** Calls of tools to services, already masked. */
export type ServiceCallsRepository = {
  /** Stores it, and lets the oldest beyond `keep` go. */
  insert(call: ServiceCall, keep: number): void;
  get(id: string): ServiceCall | undefined;
  /** Newest first. */
  list(query: ServiceCallsQuery): ServiceCallSummary[];
  /** Of a connection, or all. Returns how many there were. */
  clear(connectionId: string | null): number;
};

export function createServiceCallsRepository(db: Db, log: Log): ServiceCallsRepository {
  const { build, all, first, run, transaction } = db;
  return {
    insert: (call, keep) =>
      transaction(() => {
        const summary = serviceCallSummarySchema.strip().parse(call);
        run(
          build.insertInto('service_calls').values({
            id: call.id,
            registration_id: call.registrationId,
            connection_id: call.connectionId,
            at: call.at,
            summary: JSON.stringify(summary),
            call: JSON.stringify(call),
          }),
        );
        const kept = build
          .selectFrom('service_calls')
          .select('id')
          .orderBy('at', 'desc')
          .orderBy(sql`rowid`, 'desc')
          .limit(keep);
        run(build.deleteFrom('service_calls').where('id', 'not in', kept));
      }),
    get(id) {
      const row = first(build.selectFrom('service_calls').select('call').where('id', '=', id));
      return row === undefined
        ? undefined
        : parseColumn(serviceCallSchema, row.call, { table: 'service_calls', id }, log);
    },
    list({ connectionId, exchangeId, limit }) {
      const every = build
        .selectFrom('service_calls')
        .select(['id', 'summary'])
        .orderBy('at', 'desc')
        .orderBy(sql`rowid`, 'desc');
      const narrowed = connectionId === null ? every : every.where('connection_id', '=', connectionId);
      const read = all(exchangeId === null ? narrowed.limit(limit) : narrowed).flatMap(
        ({ id, summary }) => parseColumn(serviceCallSummarySchema, summary, { table: 'service_calls', id }, log) ?? [],
      );
      return read.filter((call) => exchangeId === null || call.exchangeId === exchangeId).slice(0, limit);
    },
    clear: (connectionId) => {
      const every = build.deleteFrom('service_calls');
      return run(connectionId === null ? every : every.where('connection_id', '=', connectionId));
    },
  };
}
