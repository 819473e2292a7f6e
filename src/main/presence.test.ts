import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { askEveryMs, type Presence, watchPresence } from './presence.ts';

function watched(idle: () => number) {
  const told: Presence[] = [];
  let ask = (): void => {};
  const monitor = Object.assign(new EventEmitter(), { getSystemIdleTime: idle });
  const end = watchPresence({
    monitor,
    tell: (presence) => told.push(presence),
    every: (ms, run) => {
      expect(ms).toBe(askEveryMs);
      ask = run;
      return () => {
        ask = () => {};
      };
    },
  });
  return { told, monitor, end, ask: () => ask() };
}

test('suspend, a locked screen and idle time are told', () => {
  const { told, monitor, ask, end } = watched(() => 61);
  monitor.emit('suspend');
  monitor.emit('lock-screen');
  ask();
  expect(told).toEqual([{ is: 'suspended' }, { is: 'screen-locked' }, { is: 'idle', seconds: 61 }]);
  end();
  ask();
  expect(told).toHaveLength(3);
});

test('a system that cannot say how long nobody was there tells nothing', () => {
  const { told, ask } = watched(() => -1);
  ask();
  expect(told).toEqual([]);
});
