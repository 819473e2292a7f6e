import { describe, expect, it } from 'vitest';
import type { FilledForm } from '../../protocol/commands/exchanges.ts';
import type { StageEvent } from '../../protocol/host.ts';
import type { AbRun } from '../../protocol/models/exchanges/ab-run.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { LaunchHow } from '../exchanges/launch.ts';
import { createAbRuns } from './service.ts';

const form: FilledForm = {
  connectionId: 'connection-1',
  operationId: 'launch',
  values: [
    { in: 'body', name: 'user_id', value: 'ada' },
    { in: 'body', name: 'oauth_nonce', value: 'used' },
  ],
};

/** Exchanges that end when the stage says so; `refuse` is the number of the launch that cannot be made. */
function workspace({ refuse, hangs = false }: { refuse?: number; hangs?: boolean } = {}) {
  const launches: { form: FilledForm; how: Partial<LaunchHow> }[] = [];
  const closed: string[] = [];
  const runs = new Map<string, AbRun>();
  const listeners = new Set<(event: StageEvent) => void>();
  const ending = new Map<string, PromiseWithResolvers<void>>();
  const service = createAbRuns({
    storage: {
      exchanges: { get: () => undefined },
      abRuns: {
        insert: (run) => void runs.set(run.id, run),
        update: (run) => runs.has(run.id) && runs.set(run.id, run) !== undefined,
        get: (id) => runs.get(id),
        markInterrupted: () => {},
      },
    },
    exchanges: {
      launch: async (given, { anyway: _, ...how }) => {
        launches.push({ form: given, how });
        if (launches.length === refuse) throw new ProblemError('vault.locked');
        const id = `exchange-${launches.length}`;
        const end = Promise.withResolvers<void>();
        ending.set(id, end);
        if (!hangs) queueMicrotask(() => end.resolve());
        return { id };
      },
      ended: async (id) => ending.get(id)?.promise,
      cancel: (id) => ending.get(id)?.resolve(),
    },
    stage: {
      open: async () => {},
      close: async (id) => void closed.push(id),
      onEvent: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    clock: { now: () => 1_800_000_000_000 },
    random: { bytes: (length) => new Uint8Array(length).fill(launches.length + 1) },
    log: { info: () => {}, error: () => {} },
    emit: () => {},
    times: { quietMs: 1, limitMs: hangs ? 20 : 5_000 },
  });
  const over = async (id: string) => {
    await expect.poll(() => runs.get(id)?.state, { timeout: 5_000 }).not.toBe('running');
    return runs.get(id);
  };
  return { service, launches, closed, runs, listeners, over };
}

describe('an A/B run', () => {
  it('launches three ways, one after the other, and closes each view before the next', async () => {
    const { service, launches, closed, over, listeners } = workspace();
    const { id } = await service.start(form, false);
    const run = await over(id);
    expect(launches.map(({ how }) => how)).toEqual([
      { mode: 'window', thirdPartyCookies: 'allowed', abRun: { id, variant: 'window' } },
      { mode: 'iframe', thirdPartyCookies: 'allowed', abRun: { id, variant: 'iframe' } },
      { mode: 'iframe', thirdPartyCookies: 'refused', abRun: { id, variant: 'no-third-party-cookies' } },
    ]);
    expect(run).toMatchObject({ state: 'finished', connectionId: 'connection-1', operationId: 'launch' });
    expect(run?.legs.map(({ state }) => state)).toEqual(['settled', 'settled', 'settled']);
    expect(closed).toEqual(['exchange-1', 'exchange-2', 'exchange-3']);
    expect(listeners.size).toBe(0);
  });

  it('sends no nonce twice: what belongs to one launch is left out of all', async () => {
    const { service, launches, over } = workspace();
    await over((await service.start(form, false)).id);
    for (const launch of launches) expect(launch.form.values.map(({ name }) => name)).toEqual(['user_id']);
  });

  it('refuses at once what cannot be launched at all, and leaves nothing behind', async () => {
    const { service, runs } = workspace({ refuse: 1 });
    await expect(service.start(form, false)).rejects.toMatchObject({ problem: { code: 'vault.locked' } });
    expect(runs.size).toBe(0);
  });

  it('keeps what there is when a later launch cannot be made', async () => {
    const { service, over } = workspace({ refuse: 2 });
    const run = await over((await service.start(form, false)).id);
    expect(run).toMatchObject({ state: 'failed', problem: { code: 'vault.locked' } });
    expect(run?.legs.map(({ state }) => state)).toEqual(['settled', 'failed', 'cancelled']);
  });

  it('goes on when a page never comes to rest', async () => {
    const { service, over } = workspace({ hangs: true });
    const run = await over((await service.start(form, false)).id);
    expect(run?.state).toBe('finished');
    expect(run?.legs.map(({ state }) => state)).toEqual(['timed-out', 'timed-out', 'timed-out']);
  });

  it('can be stopped', async () => {
    const { service, runs, launches } = workspace({ hangs: true });
    const { id } = await service.start(form, false);
    service.cancel(id);
    await service.cancelAll();
    expect(runs.get(id)?.state).toBe('cancelled');
    expect(runs.get(id)?.legs[0]?.state).toBe('cancelled');
    expect(launches).toHaveLength(1);
  });
});
