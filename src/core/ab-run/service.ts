import type { FilledForm } from '../../protocol/commands/exchanges.ts';
import type { AppEvent } from '../../protocol/events.ts';
import type { AbLeg, AbLegState, AbResult, AbRun, AbRunState } from '../../protocol/models/exchanges/ab-run.ts';
import { type AbVariant, abVariants } from '../../protocol/models/exchanges/exchange.ts';
import { type Problem, ProblemError } from '../../protocol/problem.ts';
import { abResult } from '../diagnosis/ab-run/index.ts';
import type { LaunchHow } from '../exchanges/launch.ts';
import { problemOf } from '../exchanges/recording/record.ts';
import type { ExchangeService } from '../exchanges/service.ts';
import type { Clock, LaunchStage, Log, Random } from '../ports.ts';
import type { Storage } from '../storage/open-storage.ts';
import { newId } from '../vault/new-id.ts';
import { type Times, whenSettled } from './settling.ts';

export type AbRunDependencies = {
  storage: { exchanges: Pick<Storage['exchanges'], 'get'>; abRuns: Storage['abRuns'] };
  exchanges: Pick<ExchangeService, 'launch' | 'ended' | 'cancel'>;
  stage: LaunchStage;
  clock: Clock;
  random: Random;
  log: Log;
  emit(event: AppEvent): void;
  times?: Times;
};

/** Launches the same form in several ways, one after the other. */
export type AbRunService = {
  start(form: FilledForm, anyway: boolean): Promise<{ id: string }>;
  /** @throws ProblemError `not-found` */
  result(id: string): AbResult;
  cancel(id: string): void;
  cancelAll(): Promise<void>;
};

const ways: Readonly<Record<AbVariant, Pick<LaunchHow, 'mode' | 'thirdPartyCookies'>>> = {
  window: { mode: 'window', thirdPartyCookies: 'allowed' },
  iframe: { mode: 'iframe', thirdPartyCookies: 'allowed' },
  'no-third-party-cookies': { mode: 'iframe', thirdPartyCookies: 'refused' },
};

/** What is made anew with every launch: a second launch with the same would be refused as a replay. */
const ofOneLaunch: ReadonlySet<string> = new Set(['oauth_nonce', 'oauth_timestamp', 'oauth_signature']);

export function createAbRuns(dependencies: AbRunDependencies): AbRunService {
  const { storage, exchanges, stage, clock, random, log, emit, times } = dependencies;
  const running = new Map<string, { stop: AbortController; over: Promise<void> }>();

  const launch = (run: AbRun, variant: AbVariant, form: FilledForm, anyway: boolean) =>
    exchanges.launch(form, { anyway, ...ways[variant], abRun: { id: run.id, variant } });

  const store = (run: AbRun): AbRun => {
    storage.abRuns.update(run);
    emit({ type: 'ab-run.changed', id: run.id, state: run.state });
    return run;
  };

  /** Waits for one launch to come to rest and closes its view, so that it does not go on beside the next. */
  const watch = async (exchangeId: string, signal: AbortSignal): Promise<AbLegState> => {
    const how = await whenSettled(stage, exchangeId, exchanges.ended(exchangeId), signal, times);
    if (how !== 'settled') stopExchange(exchangeId);
    await stage.close(exchangeId).catch((error) => log.error('a launch view did not close', error));
    await exchanges.ended(exchangeId);
    return how;
  };

  const stopExchange = (exchangeId: string): void => {
    try {
      exchanges.cancel(exchangeId);
    } catch {
      // It has come to its end by itself.
    }
  };

  const goOn = async (begun: AbRun, form: FilledForm, anyway: boolean, signal: AbortSignal): Promise<void> => {
    let run = begun;
    for (const variant of abVariants) {
      if (signal.aborted) break;
      const leg = run.legs.find((one) => one.variant === variant);
      try {
        const exchangeId = leg?.exchangeId ?? (await launch(run, variant, form, anyway)).id;
        run = store(withLeg(run, { variant, exchangeId, state: 'running' }));
        run = store(withLeg(run, { variant, exchangeId, state: await watch(exchangeId, signal) }));
      } catch (error) {
        run = withLeg(run, { variant, exchangeId: null, state: 'failed' });
        store(finished(run, 'failed', clock.now(), problemOf(error)));
        return;
      }
    }
    store(finished(run, signal.aborted ? 'cancelled' : 'finished', clock.now(), null));
  };

  return {
    start: async (given, anyway) => {
      if (stage.withoutScripts === true) throw new ProblemError('launch.stage-unavailable');
      const form = { ...given, values: given.values.filter(({ name }) => !ofOneLaunch.has(name)) };
      const [first] = abVariants;
      const planned = plannedRun(newId(random), clock.now());
      const { id: exchangeId } = await launch(planned, first, form, anyway);
      const exchange = storage.exchanges.get(exchangeId);
      const run = withLeg(
        {
          ...planned,
          connectionId: form.connectionId,
          connectionName: exchange?.connectionName ?? '',
          operationId: form.operationId,
          operationTitle: exchange?.operationTitle ?? '',
        },
        { variant: first, exchangeId, state: 'running' },
      );
      storage.abRuns.insert(run);
      const stop = new AbortController();
      const over = goOn(run, form, anyway, stop.signal)
        .catch((error) => log.error('an A/B run was lost', error))
        .finally(() => running.delete(run.id));
      running.set(run.id, { stop, over });
      return { id: run.id };
    },
    result: (id) => {
      const run = storage.abRuns.get(id);
      if (run === undefined) throw new ProblemError('not-found', { params: { what: 'A/B run', id } });
      return abResult(run, (exchangeId) => storage.exchanges.get(exchangeId));
    },
    cancel: (id) => running.get(id)?.stop.abort(),
    cancelAll: async () => {
      for (const { stop } of running.values()) stop.abort();
      await Promise.all([...running.values()].map(({ over }) => over));
    },
  };
}

function plannedRun(id: string, startedAt: number): AbRun {
  const legs = abVariants.map((variant): AbLeg => ({ variant, exchangeId: null, state: 'waiting' }));
  const whose = { connectionId: '', connectionName: '', operationId: '', operationTitle: '' };
  return { id, ...whose, startedAt, finishedAt: null, state: 'running', legs, problem: null };
}

function withLeg(run: AbRun, leg: AbLeg): AbRun {
  return { ...run, legs: run.legs.map((one) => (one.variant === leg.variant ? leg : one)) };
}

function finished(run: AbRun, state: AbRunState, finishedAt: number, problem: Problem | null): AbRun {
  const legs = run.legs.map((leg) => (leg.state === 'waiting' ? { ...leg, state: 'cancelled' as const } : leg));
  return { ...run, legs, state, finishedAt, problem };
}
