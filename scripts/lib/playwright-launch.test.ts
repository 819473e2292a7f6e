import { describe, expect, it } from 'vitest';
import { playwrightLaunch } from './playwright-launch.mts';

const prepared = {
  COUNTERSIGN_E2E_ELECTRON: '/e/electron',
  COUNTERSIGN_E2E_ARGS: '["/app folder"]',
  COUNTERSIGN_E2E_SANDBOX: 'on',
  LANG: 'C',
  UNSET: undefined,
};

describe('playwrightLaunch', () => {
  it('keeps the sandbox that was proven to work, and adds to the environment', () => {
    expect(playwrightLaunch(prepared, { COUNTERSIGN_USER_DATA: '/u' })).toMatchObject({
      executablePath: '/e/electron',
      args: ['/app folder'],
      chromiumSandbox: true,
      env: { LANG: 'C', COUNTERSIGN_USER_DATA: '/u' },
    });
  });

  it('turns the sandbox off only where it was found not to work', () => {
    expect(playwrightLaunch({ ...prepared, COUNTERSIGN_E2E_SANDBOX: 'off' }).chromiumSandbox).toBe(false);
  });

  it('keeps frames of other sites in one process in the fallback runtime, where they stall otherwise', () => {
    const inFallback = playwrightLaunch({ ...prepared, COUNTERSIGN_E2E_RUNTIME: 'fallback' });
    expect(inFallback.args).toEqual(['--disable-site-isolation-trials', '/app folder']);
  });

  it('says how to run tests that nobody prepared an app for', () => {
    expect(() => playwrightLaunch({})).toThrow('npm test -- --only e2e');
  });
});
