import { type RawBuilder, sql } from 'kysely';
import type { ExchangeOutcome, OutcomeFilter } from '../../../protocol/models/exchanges/exchange.ts';

/**
 * How an exchange came out, in SQL: its verdict when it was judged, otherwise its state. A documented refusal is no
 * success, so that a status of 400 or more makes a `conforms` a `refused`.
 * @param table - name or alias of the exchanges in the surrounding query
 */
export function outcomeIn(table: string): RawBuilder<string | null> {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  const status = sql`CASE WHEN json_valid(${column('summary')}) THEN json_extract(${column('summary')}, '$.status') END`;
  return sql<string | null>`CASE
    WHEN ${column('state')} <> 'finished' THEN ${column('state')}
    WHEN ${column('verdict')} = 'conforms' AND ${status} >= 400 THEN 'refused'
    ELSE ${column('verdict')}
  END`;
}

const needingAttention: readonly ExchangeOutcome[] = ['deviates', 'undocumented', 'failed', 'interrupted'];

/** The outcomes a filter lets through; `null` when it lets all through. */
export function outcomesOf(filter: OutcomeFilter): readonly ExchangeOutcome[] | null {
  if (filter === 'all') return null;
  return filter === 'attention' ? needingAttention : [filter];
}
