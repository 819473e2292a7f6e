import { expect, test } from 'vitest';
import { appMayLoad, isLoopback, launchMayLoad } from './addresses.ts';
import { allowsNavigation } from './navigation.ts';
import { originOf } from './origin.ts';

const own = 'app://countersign';

const lookAlikes = [
  'app://countersign.evil/',
  'app://countersign@evil/',
  'app://evil@countersign/',
  'app://countersign:8080/',
  'app://COUNTERSIGN/',
  'app://countersign%2eevil/',
  'app:countersign',
  'app:/countersign/',
  'app:\\\\countersign\\',
  'apps://countersign/',
  'https://app//countersign/',
  'https://countersign/',
  'https://evil.example/app://countersign/',
  'https://evil.example/?app://countersign/',
  'https://evil.example/#app://countersign/',
  'file:///app://countersign/index.html',
  'file://countersign/index.html',
  'javascript:location="app://countersign/"',
  'data:text/html,app://countersign/',
  'blob:app://countersign/1',
  'about:blank',
  'view-source:app://countersign/',
  '//countersign/',
  '',
  ' ',
];

test.each(['app://countersign/', 'app://countersign/index.html', 'app://countersign/a?b#c'])(
  'the app goes to %s',
  (url) => {
    expect(allowsNavigation('app', url, own)).toBe(true);
  },
);

test.each(lookAlikes)('the app does not go to %s', (url) => {
  expect(allowsNavigation('app', url, own)).toBe(false);
});

test('with a development server only its exact origin is the app’s', () => {
  expect(allowsNavigation('app', 'http://localhost:5173/', 'http://localhost:5173')).toBe(true);
  expect(allowsNavigation('app', 'http://localhost:51730/', 'http://localhost:5173')).toBe(false);
  expect(allowsNavigation('app', 'http://localhost:5173@evil.example/', 'http://localhost:5173')).toBe(false);
});

test.each(['https://tool.example/', 'http://tool.example/', 'about:srcdoc', 'blob:https://tool.example/1'])(
  'a launched page may go to %s',
  (url) => {
    expect(allowsNavigation('launch', url, own)).toBe(true);
  },
);

test.each([
  'app://countersign/',
  'file:///etc/passwd',
  'chrome://gpu',
  'devtools://devtools/',
  'ms-word:x',
  'mailto:a@b',
  '',
])('a launched page may not go to %s', (url) => {
  expect(allowsNavigation('launch', url, own)).toBe(false);
});

test('contents nobody registered go nowhere', () => {
  expect(allowsNavigation('stranger', 'app://countersign/', own)).toBe(false);
  expect(allowsNavigation('stranger', 'https://tool.example/', own)).toBe(false);
});

test.each([
  ['app://countersign/assets/index.js', true],
  ['data:image/png;base64,AA', true],
  ['https://tool.example/', false],
  ['http://localhost:5173/', false],
  ['file:///etc/passwd', false],
  ['devtools://devtools/bundled/x', false],
  ['app://countersign.evil/', false],
])('the app’s session loads %s: %s', (url, expected) => {
  expect(appMayLoad(url, null)).toBe(expected);
});

test.each([
  ['http://localhost:5173/src/main.tsx', true],
  ['ws://localhost:5173/', true],
  ['http://localhost:5174/', false],
  ['https://tool.example/', false],
])('while developing the app’s session loads %s: %s', (url, expected) => {
  expect(appMayLoad(url, 'http://localhost:5173')).toBe(expected);
});

test.each([
  ['https://tool.example/', true],
  ['wss://tool.example/', true],
  ['app://countersign/index.html', false],
  ['file:///etc/passwd', false],
  ['chrome://gpu', false],
])('a launched page loads %s: %s', (url, expected) => {
  expect(launchMayLoad(url)).toBe(expected);
});

test.each([
  ['http://127.0.0.1:80/', true],
  ['http://127.8.9.1/', true],
  ['http://platform.localhost:7001/', true],
  ['https://[::1]:7001/', true],
  ['http://localhost.evil.example/', false],
  ['http://127.0.0.1.evil.example/', false],
  ['http://evillocalhost/', false],
  ['http://tool.example/', false],
  ['file:///localhost', false],
])('%s is this machine: %s', (url, expected) => {
  expect(isLoopback(url)).toBe(expected);
});

test('an origin is compared as a whole', () => {
  expect(originOf('https://tool.example:443/a')).toBe('https://tool.example');
  expect(originOf('https://user@tool.example/')).toBeNull();
  expect(originOf('data:text/plain,a')).toBeNull();
});
