import { describe, expect, it } from 'vitest';
import type { AppEvent } from '../../../protocol/events.ts';
import { type Work, workAfter } from './work.ts';

type State = Extract<AppEvent, { type: 'exchange.changed' }>['exchange']['state'];

function changed(id: string, state: State, hops = 0): AppEvent {
  return {
    type: 'exchange.changed',
    hops,
    exchange: {
      id,
      kind: 'launch',
      connectionId: 'c1',
      connectionName: 'Riverside',
      contractId: 'vitalsource-launch',
      operationId: 'launchBook',
      operationTitle: 'Launch a book',
      environment: 'sandbox',
      startedAt: 5,
      finishedAt: null,
      state,
      method: 'POST',
      url: 'https://example.com/',
      status: null,
      verdict: null,
      headline: '',
      problem: null,
    },
  };
}

function worksOf(...events: AppEvent[]): readonly Work[] {
  return events.reduce<readonly Work[]>(workAfter, []);
}

describe('workAfter', () => {
  it('lists an exchange once, with the hops so far', () => {
    expect(worksOf(changed('x', 'running', 0), changed('x', 'running', 2))).toMatchObject([{ id: 'x', hops: 2 }]);
  });

  it('shows how much has arrived', () => {
    const progress: AppEvent = { type: 'exchange.progress', id: 'x', receivedBytes: 10, totalBytes: 40 };
    expect(worksOf(changed('x', 'running'), progress)[0]?.received).toEqual({ bytes: 10, total: 40 });
  });

  it('drops what ended, however it ended', () => {
    for (const state of ['finished', 'failed', 'cancelled', 'interrupted'] as const)
      expect(worksOf(changed('x', 'running'), changed('y', 'running'), changed('x', state))).toMatchObject([
        { id: 'y' },
      ]);
  });

  it('is empty after the core ended: nothing survives it', () => {
    expect(worksOf(changed('x', 'running'), { type: 'core.restarted', reason: 'ended' })).toEqual([]);
  });
});
