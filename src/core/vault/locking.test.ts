import { expect, it } from 'vitest';
import { openTestStorage, temporaryFolder } from '../storage/test-support.ts';
import { lockVault } from './locking.ts';
import { defaultProtection, reasonToLock } from './protection.ts';
import { unlockedVault } from './test-support.ts';

async function setUp() {
  const vault = await unlockedVault(await openTestStorage(temporaryFolder()));
  const timers: (() => void)[] = [];
  const after = (_ms: number, run: () => void) => {
    timers.push(run);
    return () => {
      timers.length = 0;
    };
  };
  return { vault, timers, after };
}

it('what needs the key ends before the key goes', async () => {
  const { vault, after, timers } = await setUp();
  let wasOpen = false;
  const endWork = async () => {
    wasOpen = vault.isUnlocked();
  };
  await lockVault({ vault, after, endWork }, 'suspend');
  expect(wasOpen).toBe(true);
  expect(vault.isUnlocked()).toBe(false);
  expect((await vault.status()).lockedBecause).toBe('suspend');
  expect(timers).toEqual([]);
});

it('what does not end in time does not keep the vault open', async () => {
  const { vault, after, timers } = await setUp();
  const locked = lockVault({ vault, after, endWork: () => new Promise(() => {}) }, 'idle');
  expect(vault.isUnlocked()).toBe(true);
  for (const run of timers) run();
  await locked;
  expect(vault.isUnlocked()).toBe(false);
});

it.each([
  [{ is: 'idle', seconds: 899 }, {}, null],
  [{ is: 'idle', seconds: 900 }, {}, 'idle'],
  [{ is: 'idle', seconds: 90_000 }, { lockAfterMinutes: 0 }, null],
  [{ is: 'suspended' }, {}, 'suspend'],
  [{ is: 'suspended' }, { lockOnSuspend: false }, null],
  [{ is: 'screen-locked' }, {}, 'screen-lock'],
  [{ is: 'screen-locked' }, { lockOnScreenLock: false }, null],
] as const)('%o with %o: %s', (presence, changes, reason) => {
  expect(reasonToLock(presence, { ...defaultProtection, ...changes })).toBe(reason);
});
