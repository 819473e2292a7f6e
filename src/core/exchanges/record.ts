import type { AppEvent } from '../../protocol/events.ts';
import type { BodyView, Exchange, Hop } from '../../protocol/models/exchange.ts';
import type { Verdict } from '../../protocol/models/verdict.ts';
import type { Problem } from '../../protocol/problem.ts';
import { viewBody } from '../http/index.ts';
import type { Clock } from '../ports.ts';
import { type ExchangesRepository, summaryOf } from '../storage/repositories/exchanges.ts';
import { createMasking, type SecretsOfExchange } from './masking.ts';
import { searchTextOf } from './search-text.ts';

/** Characters of a body that are kept readable with the exchange; the rest is read in pages from the sealed bytes. */
export const keptBodyCharacters = 256 * 1024;

export type RecordDependencies = {
  exchanges: ExchangesRepository;
  /** Keeps untouched bytes, encrypted. Rejects while the vault is locked. */
  keepBytes(exchangeId: string, part: string, bytes: Uint8Array): Promise<void>;
  clock: Clock;
  emit(event: AppEvent): void;
};

/** How an exchange ended, apart from its verdict. */
export type Ending = { state: 'finished' | 'failed' | 'cancelled'; problem: Problem | null };

/** The growing record of one exchange: every change is masked, stored and told before the next. */
export type ExchangeRecord = {
  readonly current: () => Exchange;
  readonly secretNames: readonly string[];
  /** More values to mask from here on, found in an answer. */
  learn(values: readonly string[]): Promise<void>;
  /** A hop began or changed. Its body, when given, is shown masked and kept sealed. */
  hop(hop: Hop, bytes?: Uint8Array): Promise<void>;
  judged(hopIndex: number, verdict: Verdict): void;
  end(ending: Ending): void;
};

/** Stores `initial` and tells of it. `initial` is masked already; its secrets are kept sealed, to mask what is read later. */
export async function openRecord(
  initial: Exchange,
  initialSecrets: SecretsOfExchange,
  dependencies: RecordDependencies,
): Promise<ExchangeRecord> {
  const { exchanges, clock, emit, keepBytes } = dependencies;
  let exchange = initial;
  let secrets = initialSecrets;
  let masking = createMasking(secrets);
  const keepSecrets = () => keepBytes(initial.id, 'secrets', new TextEncoder().encode(JSON.stringify(secrets)));

  const tell = (): void =>
    emit({ type: 'exchange.changed', exchange: summaryOf(exchange), hops: exchange.hops.length });
  const change = (changes: Partial<Exchange>): void => {
    exchange = { ...exchange, ...changes };
    exchanges.update(exchange, searchTextOf(exchange));
    tell();
  };

  exchanges.insert(exchange, searchTextOf(exchange));
  tell();
  await keepSecrets();

  return {
    current: () => exchange,
    secretNames: secrets.names,
    learn: async (values) => {
      if (values.length > 0) {
        secrets = { ...secrets, values: [...new Set([...secrets.values, ...values])] };
        masking = createMasking(secrets);
        await keepSecrets();
      }
    },
    hop: async (hop, bytes) => {
      const body = bytes === undefined ? hop.body : bodyOf(hop, bytes);
      const masked = masking.hop({ ...hop, body });
      const known = exchange.hops.findIndex(({ index }) => index === hop.index);
      const hops = known === -1 ? [...exchange.hops, masked] : exchange.hops.with(known, masked);
      change({ hops, status: masked.status ?? exchange.status });
      if (bytes !== undefined && bytes.length > 0) {
        await keepBytes(exchange.id, `hop-${hop.index}`, bytes);
      }
    },
    judged: (hopIndex, verdict) =>
      change({
        judgedHop: hopIndex,
        status: exchange.hops[hopIndex]?.status ?? null,
        verdict: verdict.verdict,
        verdictDetail: verdict,
        headline: masking.text(verdict.summary),
      }),
    end: ({ state, problem }) =>
      change({
        state,
        finishedAt: clock.now(),
        problem,
        ...(problem === null ? {} : { headline: problem.code }),
      }),
  };
}

function bodyOf(hop: Hop, bytes: Uint8Array): BodyView {
  const contentType = hop.responseHeaders.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
  return viewBody(bytes, contentType, { maxChars: keptBodyCharacters });
}
