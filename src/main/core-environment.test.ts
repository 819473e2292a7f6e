import { expect, test } from 'vitest';
import { environmentForCore } from './core-environment.ts';

const settings = { dataFolder: '/data', resources: '/resources', appVersion: '1.0.0', again: false };
const ours = {
  COUNTERSIGN_DATA_FOLDER: '/data',
  COUNTERSIGN_RESOURCES: '/resources',
  COUNTERSIGN_APP_VERSION: '1.0.0',
};

test('nothing of main’s environment reaches core', () => {
  expect(environmentForCore(settings, 'linux', { NODE_OPTIONS: '--inspect', TOKEN: 'x', SystemRoot: 'y' })).toEqual(
    ours,
  );
});

test('core that is started again is told so', () => {
  expect(environmentForCore({ ...settings, again: true }, 'linux', {})).toEqual({
    ...ours,
    COUNTERSIGN_KEEP_DELETIONS: '1',
  });
});

test('on Windows programs need what names the system’s folders', () => {
  expect(environmentForCore(settings, 'win32', { SystemRoot: 'C:\\Windows', NODE_OPTIONS: '--inspect' })).toEqual({
    ...ours,
    SystemRoot: 'C:\\Windows',
  });
});
