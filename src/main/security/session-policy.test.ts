import { expect, test } from 'vitest';
import { allowOnly, denyEverything, type GuardedSession } from './session-policy.ts';

/** Holds what a session was told, so that a test can ask it as Chromium would. */
function fakeSession() {
  const told = new Map<string, unknown[]>();
  const take = (name: string) => (value: unknown) => {
    told.set(name, [...(told.get(name) ?? []), value]);
  };
  const session: GuardedSession = {
    setPermissionRequestHandler: take('request'),
    setPermissionCheckHandler: take('check'),
    setDevicePermissionHandler: take('device'),
    setDisplayMediaRequestHandler: take('display'),
    on: (_event, listener) => take('download')(listener),
    webRequest: { onBeforeRequest: take('beforeRequest') },
  };
  const handler = (name: string) => {
    const value = told.get(name)?.[0];
    if (typeof value !== 'function') throw new Error(`no handler for ${name}`);
    return value;
  };
  return { session, told, handler };
}

const permissions = [
  'media',
  'geolocation',
  'notifications',
  'clipboard-read',
  'openExternal',
  'fullscreen',
  'hid',
  'unknown',
];

test.each(permissions)('%s is denied, asked either way', (permission) => {
  const { session, handler } = fakeSession();
  denyEverything(session);
  const answers: boolean[] = [];
  handler('request')(null, permission, (granted: boolean) => answers.push(granted), {});
  expect(answers).toEqual([false]);
  expect(handler('check')(null, permission, 'https://tool.example', {})).toBe(false);
  expect(handler('device')({ deviceType: permission })).toBe(false);
});

test('nothing is captured and nothing is downloaded', () => {
  const { session, told, handler } = fakeSession();
  denyEverything(session);
  expect(told.get('display')).toEqual([null]);
  let isPrevented = false;
  handler('download')({
    preventDefault: () => {
      isPrevented = true;
    },
  });
  expect(isPrevented).toBe(true);
});

test('a session is set up once', () => {
  const { session, told } = fakeSession();
  denyEverything(session);
  denyEverything(session);
  expect(told.get('download')).toHaveLength(1);
});

test('requests the rule refuses are cancelled', () => {
  const { session, handler } = fakeSession();
  allowOnly(session, (address) => address.startsWith('app:'));
  const answers: unknown[] = [];
  for (const url of ['app://countersign/', 'https://tool.example/']) {
    handler('beforeRequest')({ url }, (answer: unknown) => answers.push(answer));
  }
  expect(answers).toEqual([{ cancel: false }, { cancel: true }]);
});
