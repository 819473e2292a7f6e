import { type SelectQueryBuilder, sql } from 'kysely';
import {
  type Exchange,
  type ExchangeSummary,
  exchangeSchema,
  exchangeSummarySchema,
  type OutcomeFilter,
} from '../../../protocol/models/exchanges/exchange.ts';
import type { Log } from '../../ports.ts';
import type { BodyFiles } from '../body-files.ts';
import type { Db } from '../db.ts';
import { parseColumn } from '../json.ts';
import type { Tables } from '../schema.ts';
import type { SearchIndex } from '../search-index.ts';
import { searchQuery } from '../search-query.ts';
import { outcomeIn, outcomesOf } from './outcome.ts';

export type ExchangeQuery = {
  /** Words that must all occur in the searchable text, each as the beginning of a word; any input is legal. */
  search?: string;
  connectionId?: string | null;
  outcome?: OutcomeFilter;
  /** The last row of the page before. */
  after?: { startedAt: number; id: string } | null;
  limit: number;
};

/** The history. Everything in it is masked by the caller, `searchText` too. */
export type ExchangesRepository = {
  insert(exchange: Exchange, searchText: string): void;
  /** Stores the exchange anew. Without `searchText` the search finds it as before. `false` when it has been deleted. */
  update(exchange: Exchange, searchText?: string): boolean;
  get(id: string): Exchange | undefined;
  /** One page, newest first, and how many there are in all pages. */
  list(query: ExchangeQuery): { rows: ExchangeSummary[]; total: number };
  /** Deletes exchanges with their bodies; ids that do not exist are passed over. Returns how many there were. */
  delete(ids: readonly string[]): number;
  /** Deletes exchanges, leaving the files of their bodies to whoever has kept their rows. */
  take(ids: readonly string[]): void;
  /** Ids of those that say they are running. */
  running(): string[];
  /** What still says it is running was cut off, but for those `except` names. Returns how many there were. */
  markInterrupted(finishedAt: number, headline: string, except?: readonly string[]): number;
};

export function createExchangesRepository(db: Db, index: SearchIndex, files: BodyFiles, log: Log): ExchangesRepository {
  const { build, all, first, run, transaction } = db;

  const remove = (ids: readonly string[]) =>
    transaction(() => {
      const bodies = all(
        build
          .selectFrom('exchange_bodies')
          .select('file')
          .where('exchange_id', 'in', ids)
          .where('file', 'is not', null),
      );
      index.remove(ids);
      const count = run(build.deleteFrom('exchanges').where('id', 'in', ids));
      return { count, files: bodies.flatMap(({ file }) => file ?? []) };
    });

  return {
    insert: (exchange, searchText) =>
      transaction(() => {
        run(build.insertInto('exchanges').values({ id: exchange.id, ...columnsOf(exchange) }));
        index.put(exchange.id, searchText);
      }),

    update: (exchange, searchText) =>
      transaction(() => {
        const changed = run(build.updateTable('exchanges').set(columnsOf(exchange)).where('id', '=', exchange.id)) > 0;
        if (changed && searchText !== undefined) index.put(exchange.id, searchText);
        return changed;
      }),

    get(id) {
      const row = first(build.selectFrom('exchanges').select('exchange').where('id', '=', id));
      return row === undefined ? undefined : parseColumn(exchangeSchema, row.exchange, { table: 'exchanges', id }, log);
    },

    list(query) {
      const matching = narrow(build.selectFrom('exchanges'), query);
      const total = first(matching.select(({ fn }) => fn.countAll<number>().as('total')))?.total ?? 0;
      const page = startAfter(matching, query.after ?? null)
        .select(['id', 'summary'])
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .limit(query.limit);
      const rows = all(page).flatMap(
        ({ id, summary }) => parseColumn(exchangeSummarySchema, summary, { table: 'exchanges', id }, log) ?? [],
      );
      return { rows, total };
    },

    delete(ids) {
      if (ids.length === 0) return 0;
      const deleted = remove(ids);
      files.remove(deleted.files);
      return deleted.count;
    },

    take(ids) {
      if (ids.length > 0) remove(ids);
    },

    running: () => all(build.selectFrom('exchanges').select('id').where('state', '=', 'running')).map(({ id }) => id),

    markInterrupted: (finishedAt, headline, except = []) =>
      run({
        compile: () =>
          sql`UPDATE exchanges SET
            state = 'interrupted',
            summary = ${interrupted('summary', finishedAt, headline)},
            exchange = ${interrupted('exchange', finishedAt, headline)}
          WHERE state = 'running' AND json_valid(summary) AND json_valid(exchange)
            AND id NOT IN (SELECT value FROM json_each(${JSON.stringify(except)}))`.compile(build),
      }),
  };
}

function interrupted(column: string, finishedAt: number, headline: string) {
  return sql`json_set(${sql.ref(column)},
    '$.state', 'interrupted', '$.finishedAt', ${finishedAt}, '$.headline', ${headline})`;
}

type ExchangeSelect = SelectQueryBuilder<Tables, 'exchanges', object>;

function narrow(select: ExchangeSelect, query: ExchangeQuery): ExchangeSelect {
  const { search = '', connectionId = null, outcome = 'all' } = query;
  const match = searchQuery(search);
  const outcomes = outcomesOf(outcome);
  const ofConnection = connectionId === null ? select : select.where('connection_id', '=', connectionId);
  const ofOutcome = outcomes === null ? ofConnection : ofConnection.where(outcomeIn('exchanges'), 'in', outcomes);
  return match === null
    ? ofOutcome
    : ofOutcome.where(sql<boolean>`seq IN (SELECT rowid FROM exchange_search WHERE exchange_search MATCH ${match})`);
}

function startAfter(select: ExchangeSelect, after: { startedAt: number; id: string } | null): ExchangeSelect {
  if (after === null) return select;
  return select.where(sql<boolean>`(started_at, id) < (${after.startedAt}, ${after.id})`);
}

function columnsOf(exchange: Exchange) {
  return {
    connection_id: exchange.connectionId,
    started_at: exchange.startedAt,
    state: exchange.state,
    verdict: exchange.verdict,
    summary: JSON.stringify(summaryOf(exchange)),
    exchange: JSON.stringify(exchange),
  };
}

/** The part of an exchange that lists show. */
export function summaryOf(exchange: Exchange): ExchangeSummary {
  const wrong = exchange.advantage?.wrong;
  return {
    ...(wrong == null ? {} : { wrong }),
    id: exchange.id,
    kind: exchange.kind,
    connectionId: exchange.connectionId,
    connectionName: exchange.connectionName,
    contractId: exchange.contractId,
    operationId: exchange.operationId,
    operationTitle: exchange.operationTitle,
    environment: exchange.environment,
    startedAt: exchange.startedAt,
    finishedAt: exchange.finishedAt,
    state: exchange.state,
    method: exchange.method,
    url: exchange.url,
    status: exchange.status,
    verdict: exchange.verdict,
    headline: exchange.headline,
    problem: exchange.problem,
  };
}
