import { describe, expect, it } from 'vitest';
import { atHome, type Navigation, navigate } from './tabs.ts';

function opened(...pairs: [string, string][]): Navigation {
  return pairs.reduce(
    (state, [connectionId, operationId], index) =>
      navigate(state, { type: 'open', newId: `t${index + 1}`, connectionId, operationId }),
    atHome,
  );
}

const three = opened(['a', 'create'], ['a', 'list'], ['b', 'launch']);

describe('navigate', () => {
  it('opens one tab per operation of a connection and brings an open one forward', () => {
    const again = navigate(three, { type: 'open', newId: 'new', connectionId: 'a', operationId: 'create' });
    expect(three.tabs).toHaveLength(3);
    expect(again.tabs).toHaveLength(3);
    expect(again.activeTab).toBe('t1');
  });

  it('stays on the active tab of a connection when no operation is asked for', () => {
    const onList = navigate(three, { type: 'activate', id: 't2' });
    expect(navigate(onList, { type: 'open', newId: 'new', connectionId: 'a' }).activeTab).toBe('t2');
  });

  it('comes back from another place when a tab is opened', () => {
    const elsewhere = navigate(three, { type: 'go', place: 'history' });
    const back = navigate(elsewhere, { type: 'open', newId: 'new', connectionId: 'b', exchangeId: 'x9' });
    expect(back).toMatchObject({ place: 'connections', activeTab: 't3' });
    expect(back.tabs[2]?.exchangeId).toBe('x9');
  });

  it('shows the neighbour of a closed tab, and home after the last', () => {
    const middle = navigate(three, { type: 'activate', id: 't2' });
    expect(navigate(middle, { type: 'close', id: 't2' }).activeTab).toBe('t3');
    expect(navigate(three, { type: 'close', id: 't3' }).activeTab).toBe('t2');
    expect(navigate(opened(['a', 'create']), { type: 'close', id: 't1' }).activeTab).toBeNull();
  });

  it('leaves the active tab alone when another is closed', () => {
    expect(navigate(three, { type: 'close', id: 't1' })).toMatchObject({ activeTab: 't3' });
  });

  it('steps in a ring that includes home', () => {
    const home = navigate(three, { type: 'step', by: 1 });
    expect(home.activeTab).toBeNull();
    expect(navigate(home, { type: 'step', by: -1 }).activeTab).toBe('t3');
    expect(navigate(home, { type: 'step', by: 1 }).activeTab).toBe('t1');
  });

  it('goes to a tab by number, nine being the last', () => {
    expect(navigate(three, { type: 'activate-number', number: 2 }).activeTab).toBe('t2');
    expect(navigate(three, { type: 'activate-number', number: 9 }).activeTab).toBe('t3');
    expect(navigate(three, { type: 'activate-number', number: 5 })).toBe(three);
  });

  it('drops the shown exchange with the operation it belonged to', () => {
    const shown = navigate(three, { type: 'set-exchange', id: 't3', exchangeId: 'x1' });
    const other = navigate(shown, { type: 'set-operation', id: 't3', operationId: 'launchByVbid' });
    expect(other.tabs[2]).toMatchObject({ operationId: 'launchByVbid', exchangeId: null });
  });

  it('does not show one operation in two tabs', () => {
    expect(navigate(three, { type: 'set-operation', id: 't2', operationId: 'create' })).toMatchObject({
      activeTab: 't1',
      tabs: three.tabs,
    });
  });

  it('closes every tab of a connection that was deleted', () => {
    const kept = navigate(three, { type: 'drop-connection', connectionId: 'b' });
    expect(kept.tabs.map((tab) => tab.id)).toEqual(['t1', 't2']);
    expect(kept.activeTab).toBe('t2');
  });
});
