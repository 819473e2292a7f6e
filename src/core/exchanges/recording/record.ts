import type { AppEvent } from '../../../protocol/events.ts';
import type { AdvantageLaunch } from '../../../protocol/models/advantage/launch.ts';
import type { BodyView, Exchange, Hop } from '../../../protocol/models/exchanges/exchange.ts';
import { maxObservations, type Observation } from '../../../protocol/models/exchanges/observation.ts';
import type { Verdict } from '../../../protocol/models/exchanges/verdict.ts';
import type { ContentItemSelection, OutcomeCall, Returned } from '../../../protocol/models/lti/platform.ts';
import { type Problem, ProblemError } from '../../../protocol/problem.ts';
import { contentTypeOf, viewBody } from '../../http/index.ts';
import type { Clock } from '../../ports.ts';
import { type ExchangesRepository, summaryOf } from '../../storage/repositories/exchanges.ts';
import { createMasking, type SecretsOfExchange } from '../masking/exchange.ts';
import { searchTextOf } from './search-text.ts';

/** Characters of a body that are kept readable with the exchange; the rest is read in pages from the sealed bytes. */
export const keptBodyCharacters = 256 * 1024;

/** How much an answer can make us remember: enough for every secret of a list, too little to exhaust the memory. */
const mostTold = 2000;
const longestTold = 1000;

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
  /** Throws `not-found` once it rests and has been deleted. */
  readonly current: () => Exchange;
  readonly secretNames: readonly string[];
  /** More values to mask from here on, found in an answer. */
  learn(values: readonly string[]): Promise<void>;
  /** A hop began or changed. Its body, when given, is shown masked and kept sealed. */
  hop(hop: Hop, bytes?: Uint8Array): Promise<void>;
  /** The browser saw something that is no hop; the first {@link maxObservations} are kept. */
  observed(observations: readonly Observation[]): void;
  judged(hopIndex: number, verdict: Verdict): void;
  end(ending: Ending): void;
  /** Another leg of a launch of LTI 1.3, or more of one. */
  advantage(change: (before: AdvantageLaunch | undefined) => AdvantageLaunch): void;
  /** The tool sent something to the platform host, perhaps long after the launch has ended. */
  platform(event: PlatformEvent): void;
  /** Nothing is under way any more. What may still come is added to what is stored; nothing of it is held in memory meanwhile. */
  rest(): void;
};

/** What a tool sent to the platform host; the newest return and selection are kept, and of outcomes the newest hundred. */
export type PlatformEvent = { returned?: Returned; outcome?: OutcomeCall; contentItems?: ContentItemSelection };

const keptOutcomes = 100;

/** What is needed for the next change. */
type Held = { exchange: Exchange; masking: ReturnType<typeof createMasking> };

/**
 * Stores `initial` and tells of it. `initial` is masked already; its secrets are kept sealed, to mask what is read later, and
 * so are the untouched request and its files, by the part they are kept under. Rejects when they cannot be kept; the record then
 * ends as failed.
 */
export async function openRecord(
  initial: Exchange,
  initialSecrets: SecretsOfExchange,
  untouched: ReadonlyMap<string, Uint8Array>,
  dependencies: RecordDependencies,
): Promise<ExchangeRecord> {
  const { exchanges, clock, emit, keepBytes } = dependencies;
  const { id } = initial;
  let secrets = initialSecrets;
  let held: Held | null = { exchange: initial, masking: createMasking(secrets) };
  let resting = false;
  const keepSecrets = () => keepBytes(id, 'secrets', new TextEncoder().encode(JSON.stringify(secrets)));

  const tell = (exchange: Exchange): void =>
    emit({ type: 'exchange.changed', exchange: summaryOf(exchange), hops: exchange.hops.length });
  const now = (): Held => {
    if (held !== null) return held;
    const exchange = exchanges.get(id);
    if (exchange === undefined) throw new ProblemError('not-found', { params: { what: 'exchange', id } });
    return { exchange, masking: createMasking(secrets) };
  };
  const change = (from: (before: Held) => Partial<Exchange>): void => {
    const before = now();
    // What comes after the end must not undo a probe that was kept meanwhile.
    const probe = before.exchange.state === 'running' ? undefined : exchanges.get(id)?.probe;
    const exchange = { ...before.exchange, ...from(before), ...(probe === undefined ? {} : { probe }) };
    held = resting ? null : { ...before, exchange };
    exchanges.update(exchange, searchTextOf(exchange));
    tell(exchange);
  };

  exchanges.insert(initial, searchTextOf(initial));
  tell(initial);

  const record: ExchangeRecord = {
    current: () => now().exchange,
    secretNames: secrets.names,
    learn: async (values) => {
      if (values.length > 0) {
        const told = new Set([...(secrets.told ?? []), ...values.filter(({ length }) => length <= longestTold)]);
        secrets = { ...secrets, told: [...told].slice(0, mostTold) };
        if (held !== null) held = { ...held, masking: createMasking(secrets) };
        await keepSecrets();
      }
    },
    hop: async (hop, bytes) => {
      const body = bytes === undefined ? hop.body : bodyOf(hop, bytes);
      change(({ exchange, masking }) => {
        const masked = masking.hop({ ...hop, body });
        const known = exchange.hops.findIndex(({ index }) => index === hop.index);
        const hops = known === -1 ? [...exchange.hops, masked] : exchange.hops.with(known, masked);
        return { hops, status: masked.status ?? exchange.status };
      });
      if (bytes !== undefined && bytes.length > 0) {
        await keepBytes(id, `hop-${hop.index}`, bytes);
      }
    },
    observed: (observations) => {
      const room = maxObservations - now().exchange.observations.length;
      const kept = observations.slice(0, Math.max(0, room));
      if (kept.length === 0) return;
      change(({ exchange, masking }) => ({
        observations: [...exchange.observations, ...kept.map((one) => masking.observation(one))],
      }));
    },
    judged: (hopIndex, verdict) =>
      change(({ exchange, masking }) => ({
        judgedHop: hopIndex,
        status: exchange.hops[hopIndex]?.status ?? null,
        ...detailOf(masking.verdict(verdict)),
      })),
    end: ({ state, problem }) =>
      change(({ masking }) => ({
        state,
        finishedAt: clock.now(),
        ...(problem === null ? { problem } : { problem: masking.problem(problem), headline: problem.code }),
      })),
    advantage: (next) =>
      change(({ exchange, masking }) => ({ advantageLaunch: masking.advantage(next(exchange.advantageLaunch)) })),
    platform: ({ returned, outcome, contentItems }) => {
      // Deleted since: there is nothing to add it to.
      if (held === null && exchanges.get(id) === undefined) return;
      change(({ exchange, masking }) => ({
        ...(returned === undefined ? {} : { returned: masking.returned(returned) }),
        ...(outcome === undefined
          ? {}
          : { outcomes: [...exchange.outcomes, masking.outcome(outcome)].slice(-keptOutcomes) }),
        ...(contentItems === undefined ? {} : { contentItems: masking.contentItems(contentItems) }),
      }));
    },
    rest: () => {
      resting = true;
      held = null;
    },
  };
  try {
    await keepSecrets();
    for (const [part, bytes] of untouched) await keepBytes(id, part, bytes);
  } catch (error) {
    record.end({ state: 'failed', problem: problemOf(error) });
    throw error;
  }
  return record;
}

/** A failure as the end of an exchange: our own problems as they are, anything else as a bug of ours. */
export function problemOf(error: unknown): Problem {
  return error instanceof ProblemError ? error.problem : { code: 'internal', params: {} };
}

function detailOf(verdict: Verdict): Pick<Exchange, 'verdict' | 'verdictDetail' | 'headline'> {
  return { verdict: verdict.verdict, verdictDetail: verdict, headline: verdict.summary };
}

function bodyOf(hop: Hop, bytes: Uint8Array): BodyView {
  const contentType = contentTypeOf(hop.responseHeaders);
  return viewBody(bytes, contentType, { maxChars: keptBodyCharacters });
}
