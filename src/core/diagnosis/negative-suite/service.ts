import type { FilledForm } from '../../../protocol/commands/exchanges.ts';
import type { AppEvent } from '../../../protocol/events.ts';
import { firstAdvantageSetup } from '../../../protocol/models/advantage/launch.ts';
import {
  type NegativeCaseId,
  type NegativeResult,
  negativeCaseIds,
  type SuiteRun,
} from '../../../protocol/models/advantage/negative.ts';
import type { Exchange } from '../../../protocol/models/exchanges/exchange.ts';
import { ProblemError } from '../../../protocol/problem.ts';
import { problemOf } from '../../exchanges/recording/record.ts';
import type { ExchangeService } from '../../exchanges/service.ts';
import { negativeCases } from '../../lti/advantage/negative/cases.ts';
import type { Clock, Log, Random } from '../../ports.ts';
import type { Storage } from '../../storage/open-storage.ts';
import { newId } from '../../vault/new-id.ts';
import { judgeEnd, type LaunchEnd, launchEnd, verdictOf } from './outcome.ts';

export type SuiteDependencies = {
  storage: { exchanges: Pick<Storage['exchanges'], 'get'>; suiteRuns: Storage['suiteRuns'] };
  exchanges: Pick<ExchangeService, 'ended' | 'cancel'> & {
    /** Launches without a screen, and answers when the launch is on record. */
    launch(form: FilledForm): Promise<{ id: string }>;
  };
  clock: Clock;
  random: Random;
  log: Log;
  emit(event: AppEvent): void;
};

/** Launches a tool wrongly, one case after the other, and compares what it does with what it does of a good launch. */
export type SuiteService = {
  /**
   * Begins a run: two good launches and one for each case, in the order of the login. Answers when the first is on record. Throws as a launch does,
   * `suite.not-possible` for a form that is no launch of LTI 1.3, and `conflict` while the connection's suite runs.
   */
  start(form: FilledForm, cases: readonly NegativeCaseId[]): Promise<{ id: string }>;
  /** @throws ProblemError `not-found` */
  get(id: string): SuiteRun;
  /** Newest first. */
  list(connectionId: string): SuiteRun[];
  /** Ends a run; what has been found is kept. One that is over already is left alone. */
  cancel(id: string): void;
  cancelAll(): Promise<void>;
  /** Resolves when a run is no longer going on. */
  ended(id: string): Promise<void>;
};

/** Good launches to compare with: two tell what changes by itself between launches. */
const baselineCount = 2;
const keptRuns = 20;
/** Statuses by which a server asks to be left alone (RFC 6585 §4, RFC 9110 §15.6.4). */
const busy: ReadonlySet<number> = new Set([429, 503]);

const expectations = new Map(negativeCases().map(({ id, expectation }) => [id, expectation]));

export function createSuites({ storage, exchanges, clock, random, log, emit }: SuiteDependencies): SuiteService {
  const running = new Map<string, { connectionId: string; stop: AbortController; over: Promise<void> }>();

  /** Connections whose first launch is on its way. */
  const starting = new Set<string>();

  const store = (run: SuiteRun): SuiteRun => {
    storage.suiteRuns.update(run);
    emit({ type: 'suite.changed', id: run.id, connectionId: run.connectionId, state: run.state });
    return run;
  };

  const formOf = (form: FilledForm, wrong: NegativeCaseId | null): FilledForm => ({
    ...form,
    advantage: { ...(form.advantage ?? firstAdvantageSetup), wrong, stepped: false },
  });

  /** Waits for a launch to end; one that is stopped is cancelled first. */
  const watch = async (id: string, signal: AbortSignal): Promise<Exchange> => {
    const stop = () => cancelExchange(exchanges, id);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    await exchanges.ended(id);
    signal.removeEventListener('abort', stop);
    const exchange = storage.exchanges.get(id);
    if (exchange === undefined) throw new ProblemError('not-found', { params: { what: 'exchange', id } });
    return exchange;
  };

  const goodLaunch = async (exchangeId: string, signal: AbortSignal): Promise<LaunchEnd> => {
    const end = launchEnd(await watch(exchangeId, signal));
    if (signal.aborted || (end.delivered && end.status !== null && end.status < 400)) return end;
    throw new ProblemError('suite.good-launch-refused', {
      params: { status: end.status ?? 0 },
      detail: end.failure === '' ? end.shown.slice(0, 300) : end.failure,
    });
  };

  const tryCase = async (
    caseId: NegativeCaseId,
    exchangeId: string,
    baselines: readonly LaunchEnd[],
    signal: AbortSignal,
  ): Promise<NegativeResult | null> => {
    const end = launchEnd(await watch(exchangeId, signal));
    if (signal.aborted) return null;
    if (end.status !== null && busy.has(end.status)) {
      throw new ProblemError('suite.busy', { params: { status: end.status } });
    }
    const { outcome, reason, said } = judgeEnd(end, baselines);
    const verdict = verdictOf(expectations.get(caseId) ?? 'may', outcome);
    return { caseId, exchangeId, outcome, verdict, status: end.status, reason, said };
  };

  /** `first`: the good launch the run has begun with. */
  const goOn = async (begun: SuiteRun, first: string, form: FilledForm, signal: AbortSignal): Promise<void> => {
    let run = begun;
    try {
      const baselines = [await goodLaunch(first, signal)];
      while (baselines.length < baselineCount && !signal.aborted) {
        const { id } = await exchanges.launch(formOf(form, null));
        run = store({ ...run, baselines: [...run.baselines, id] });
        baselines.push(await goodLaunch(id, signal));
      }
      for (const caseId of run.cases) {
        if (signal.aborted) break;
        const { id } = await exchanges.launch(formOf(form, caseId));
        const result = await tryCase(caseId, id, baselines, signal);
        if (result !== null) run = store({ ...run, results: [...run.results, result] });
      }
      store({ ...run, state: signal.aborted ? 'cancelled' : 'finished', finishedAt: clock.now() });
    } catch (error) {
      const state = signal.aborted ? 'cancelled' : 'failed';
      store({ ...run, state, finishedAt: clock.now(), problem: signal.aborted ? null : problemOf(error) });
    }
  };

  return {
    start: async (form, cases) => {
      const { connectionId } = form;
      const isRunning = [...running.values()].some((one) => one.connectionId === connectionId);
      if (isRunning || starting.has(connectionId)) {
        throw new ProblemError('conflict', { params: { what: 'suite', name: connectionId } });
      }
      starting.add(connectionId);
      const { id: first } = await exchanges.launch(formOf(form, null)).finally(() => starting.delete(connectionId));
      const exchange = storage.exchanges.get(first);
      if (exchange?.advantageLaunch === undefined) {
        cancelExchange(exchanges, first);
        throw new ProblemError('suite.not-possible');
      }
      const run: SuiteRun = {
        id: newId(random),
        connectionId,
        connectionName: exchange.connectionName,
        operationId: form.operationId,
        state: 'running',
        startedAt: clock.now(),
        finishedAt: null,
        cases: negativeCaseIds.filter((id) => cases.includes(id)),
        baselines: [first],
        results: [],
        problem: null,
      };
      storage.suiteRuns.insert(run);
      const stop = new AbortController();
      const over = goOn(run, first, form, stop.signal)
        .catch((error) => log.error('a negative suite was lost', error))
        .finally(() => running.delete(run.id));
      running.set(run.id, { connectionId, stop, over });
      return { id: run.id };
    },
    get: (id) => {
      const run = storage.suiteRuns.get(id);
      if (run === undefined) throw new ProblemError('not-found', { params: { what: 'suite', id } });
      return run;
    },
    list: (connectionId) => storage.suiteRuns.list(connectionId, keptRuns),
    cancel: (id) => running.get(id)?.stop.abort(),
    cancelAll: async () => {
      for (const { stop } of running.values()) stop.abort();
      await Promise.all([...running.values()].map(({ over }) => over));
    },
    ended: async (id) => running.get(id)?.over,
  };
}

function cancelExchange(exchanges: SuiteDependencies['exchanges'], id: string): void {
  try {
    exchanges.cancel(id);
  } catch {
    // It has come to its end by itself.
  }
}
