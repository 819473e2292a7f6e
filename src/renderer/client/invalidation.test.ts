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
      { command: 'exchanges.preview' },
      { command: 'advantage.message' },
    ]);
  });

  it('leaves the connections alone while an exchange is running, so that lists do not flicker', () => {
    expect(staleAfter({ ...changed('running'), hops: 2 })).toEqual([
      { command: 'exchanges.get', id: 'x1' },
      { command: 'diagnosis.exchange', id: 'x1' },
      { command: 'diagnosis.compare' },
      { command: 'exchanges.list', unseen: true },
    ]);
  });

  it('tells the last use of a credential as soon as an exchange began with it, and once it has ended', () => {
    expect(staleAfter(changed('running'))).toContainEqual({ command: 'credentials.list' });
    expect(staleAfter({ ...changed('finished'), hops: 5 })).toContainEqual({ command: 'credentials.list' });
  });

  it('reads the history again when something was deleted from it, and what is shown of it', () => {
    const stale = staleAfter({ type: 'history.changed' });
    for (const command of ['exchanges.list', 'exchanges.get', 'diagnosis.exchange', 'diagnosis.clocks'])
      expect(stale).toContainEqual({ command });
  });

  it('judges an exchange and fills forms and flows anew when the connection they are of changed', () => {
    const stale = staleAfter({ type: 'connections.changed' });
    for (const command of ['connections.loadForm', 'flows.prepare', 'diagnosis.exchange'])
      expect(stale).toContainEqual({ command });
  });

  it('asks for the fields of a form anew when the contract changed', () => {
    const stale = staleAfter({ type: 'contracts.changed' });
    for (const command of ['connections.loadForm', 'flows.prepare', 'exchanges.preview'])
      expect(stale).toContainEqual({ command });
  });

  it('previews a message anew when a line item came or went, for it names that of its link', () => {
    const stale = staleAfter({ type: 'services.changed', connectionId: null, call: null });
    expect(stale).toContainEqual({ command: 'advantage.message' });
    expect(stale).toContainEqual({ command: 'exchanges.preview' });
  });

  it('judges an exchange anew by the registrations of the catcher', () => {
    expect(staleAfter({ type: 'catcher.changed' })).toContainEqual({ command: 'diagnosis.exchange' });
  });

  it('trusts nothing once something came back from the trash, or a connection went there with all its own', () => {
    const deleted = { id: 'd1', kind: 'connection' as const, name: 'Example', count: 1, deletedAt: 1 };
    expect(staleAfter({ type: 'trash.changed', deleted: null })).toBe('all');
    expect(staleAfter({ type: 'trash.changed', deleted })).toBe('all');
    expect(staleAfter({ type: 'trash.changed', deleted: { ...deleted, kind: 'captures' } })).toEqual([
      { command: 'trash.list' },
    ]);
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
