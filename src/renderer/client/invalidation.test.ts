import { describe, expect, it } from 'vitest';
import type { AppEvent } from '../../protocol/events.ts';
import { staleAfter } from './invalidation.ts';

type ExchangeChanged = Extract<AppEvent, { type: 'exchange.changed' }>;

function changed(state: ExchangeChanged['exchange']['state']): ExchangeChanged {
  return {
    type: 'exchange.changed',
    hops: 1,
    exchange: {
      id: 'x1',
      kind: 'request',
      connectionId: 'c1',
      connectionName: 'Example',
      contractId: 'proctorexam',
      operationId: 'createToolProvider',
      operationTitle: 'Create a tool provider',
      environment: 'test',
      startedAt: 1,
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

describe('staleAfter', () => {
  it('looks at the gradebook again when a launch changes, and at presets when the roster does', () => {
    const launch = changed('running');
    expect(staleAfter({ ...launch, exchange: { ...launch.exchange, kind: 'launch' } })).toContainEqual({
      command: 'grades.list',
    });
    expect(staleAfter({ type: 'roster.changed' })).toEqual([
      { command: 'roster.list' },
      { command: 'lti.applyPreset' },
      { command: 'lineItems.list' },
      { command: 'advantage.message' },
    ]);
  });

  it('leaves the connections alone while an exchange is running, so that lists do not flicker', () => {
    expect(staleAfter(changed('running'))).toEqual([
      { command: 'exchanges.get', id: 'x1' },
      { command: 'diagnosis.exchange', id: 'x1' },
      { command: 'exchanges.list', unseen: true },
    ]);
  });

  it('reads the history again when something was deleted from it', () => {
    expect(staleAfter({ type: 'history.changed' })).toEqual([{ command: 'exchanges.list' }]);
  });

  it('refreshes the last verdict of the connections once an exchange has ended', () => {
    expect(staleAfter(changed('finished'))).toContainEqual({ command: 'connections.list' });
    expect(staleAfter(changed('cancelled'))).toContainEqual({ command: 'connections.list' });
  });

  it('signs previews anew when the vault opens or closes', () => {
    expect(staleAfter({ type: 'vault.changed' })).toContainEqual({ command: 'exchanges.preview' });
  });

  it('trusts nothing after core was replaced', () => {
    expect(staleAfter({ type: 'core.restarted', reason: 'ended' })).toBe('all');
  });
});
