import { expect, test } from 'vitest';
import { menuTemplate } from './menu.ts';

const roles = (platform: string, forDevelopers: boolean) =>
  JSON.stringify(menuTemplate(platform, forDevelopers, () => {}));

test.each(['darwin', 'win32', 'linux'])('on %s only developers get the developer tools', (platform) => {
  expect(roles(platform, false)).not.toMatch(/toggleDevTools|forceReload|"reload"/);
  expect(roles(platform, true)).toContain('toggleDevTools');
});

test.each(['darwin', 'win32', 'linux'])('on %s closing a tab is left to the window', (platform) => {
  expect(roles(platform, false)).not.toContain('"close"');
});
